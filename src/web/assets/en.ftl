# Words of the page, in English.
overview = Overview
sources = Sources
source = Source
respondents = Respondents
respondent = Respondent
codes = Codes
codings = Codings
coders = Coders
coder = Coder
memos = Memos
search = Search
history = History
pages = Pages
language = Language
skip = To the content
attributes = Attributes
characters = Characters
coded-passages = Passages you coded
waiting = Waiting
waiting-new = { $n ->
    [one] 1 file not imported
   *[other] { $n } files not imported
 }
waiting-changed = { $n ->
    [one] 1 file changed since it was imported
   *[other] { $n } files changed since they were imported
 }
waiting-respondent = { $n ->
    [one] 1 source without a respondent
   *[other] { $n } sources without a respondent
 }
waiting-notes = { $n ->
    [one] 1 respondent without notes
   *[other] { $n } respondents without notes
 }
next = What next
next-coder = Coders: choose a source, read it and code it
next-writer = Report writers: find the words that a theme needs
next-reviewer = Reviewers: see who did what, and take anything back
no-respondent = No respondent is known.
codings-here = Codings here
keys = Keys
saved = Saved
save = Save
not-saved = Not saved
undone = Taken back:
removed = Removed
choose-code = Choose a code
new-code = Key of the new code, for example push/poverty
code-key = Key
memo = Memo on this coding, or on the source
no-selection = Select some words first: with the mouse, or with s or p
new-version = The text has a new version. Load the page again.
offline = Not saved yet: there is no connection. It is tried again by itself.
recode = Other code
remove = Remove
by = by
nothing-here = None in this passage.
cancel = Cancel
close = Close
key-passage = next, previous passage
key-sentence = select the next sentence
key-whole = select the whole passage
key-word = one word more, one less
key-letter = one letter more, one less
key-code = code the selected words
key-last = one of the last codes
key-new = a new code for the selected words
key-memo = memo
key-coding = next, previous coding
key-uncoded = next passage without a coding
key-recode = give the coding another code
key-remove = remove the coding
key-undo = take back your last change
key-search = search
query = What to look for
query-help = Words, "exact phrases", wor*, AND OR NOT; code:, coder:, category:, gender:, age:[10 TO 14].
found = { $n ->
    [one] 1 passage
   *[other] { $n } passages
 } in { $sources ->
    [one] 1 source
   *[other] { $sources } sources
 } of { $respondents ->
    [one] 1 respondent
   *[other] { $respondents } respondents
 }
first-shown = The first { $n } are shown.
operations = { $n ->
    [one] 1 operation
   *[other] { $n } operations
 }, the last one first
n-codings = { $n ->
    [one] 1 coding
   *[other] { $n } codings
 }
when = When
who = Who
what = What
take-back = Take back
taken-back = taken back
codebook = Codebook
quotes = Quotes
theme = Theme
theme-help = Choose a theme; a query such as gender:female narrows it.
show = Show
copy = Copy
n-quotes = { $n ->
    [one] 1 quote
   *[other] { $n } quotes
 }

# Read and code, codebook, search: everything that coders change.
rule-together = Together, sentences
rules-applied = Rules applied, codings
count-sentences = sentences
count-respondents = respondents
to-family = No code above: a family
n-to-split = Codings found
no-key = Choose a code first.
key-tree = next, previous code in the tree
key-open = open the code
key-up-down = to the code above, to the first one below
key-filter = find a code by its letters
key-new-code = a new code
key-edit = change what the code says
key-move = choose the code above it
n-older = { $n ->
    [one] 1 coding under an older definition
   *[other] { $n } codings under an older definition
 }
filter-codes = Find a code
drop-family = Drop here: a family
add-code = Add a code
code-name = Name
definition = Definition
use-when = When to use it
not-when = When not to use it
example = Examples
own-color = A colour of its own
color = Colour
asked = To whom it applies (a query; empty: everybody)
version-now = Version { $n } of the definition
version-n = version { $n }
parent = Below
move-code = Move
was-moved = moved
rules = Rules for autocoding, one on each line
rules-help = In the query language. What each rule finds is counted as you type; a sentence of a respondent in which a rule finds something is coded.
save-rules = Save rules
apply-rules = Apply rules
apply-all-rules = Apply all rules
merge-code = Merge
merge-into = Into this code go its codings and the codes below it
split-code = Split
new-code-key = Key of the new code
split-where = Codings that answer this query get the new code
remove-code = Remove the code
remove-codings = { $n ->
    [one] What becomes of its coding?
   *[other] What becomes of its { $n } codings?
 }
leaving-recode = They get another code
leaving-uncode = They are removed too
other-code = The other code
definition-history = What it meant before
codebook-help = Choose a code to change what it says, where it hangs and its rules. Codes can be dragged onto other codes.
codebook-problems = What a reviewer would say
problem-double-name = another code has the same name
problem-no-definition = it says nowhere what it means
problem-same-rule = another code has the same rule
problem-unused = neither it nor a code below it is used
download = Download
n-respondents = { $n ->
    [one] 1 respondent
   *[other] { $n } respondents
 }
older-codings = Codings under an older definition
all-confirmed = All are looked through.
key-next-coding = next, previous coding
key-confirm = it holds under the new definition
key-open-source = open it in its source
meant-then = Then, version { $n }
means-now = Now, version { $n }
confirm = Confirm
nothing-ticked = Tick some passages first.
n-ticked = Ticked
coded-places = Coded places
in-queue = Not sent any more.
key-query = to the query
key-suggestion = in the query: choose what is offered, Enter takes it
key-next-hit = next, previous passage
key-tick = tick the passage
key-tick-all = tick all, or none
key-code-ticked = code what is ticked
suggestions = What can stand here
tick-all = All of these
tick = Tick
code-what = What is coded
unit-sentence = the sentence
unit-words = the words found
unit-passage = the whole passage
code-ticked = Code what is ticked
show-more = Show more
speakers = Speakers
operator-and = both
operator-or = either
operator-not = without this
operator-overlaps = codings that share words
operator-within = codings inside others
operator-before = at most 3 passages before
not-sent = Taken back before it was sent.
resized = New ends
divided = Split off
joined = Joined
divide = Split off the selected words
join = Join with the next
resize = Give it the selected ends
no-coding = Choose a coding first: with . or , or a click on its name
nothing-to-join = There is no other coding with this code here.
progress-read = read
progress-coded = coded
key-more-sentence = one sentence more, one less
key-more-passage = one passage more, one less
key-begin = begin one word earlier, later
key-ends = give the chosen coding the selected ends
key-end = end of the chosen coding: one word less, more
key-start = its beginning: one word more, less
key-divide = split the selected words off the coding
key-join = join the coding with the next one of its code
key-hit = next, previous hit of the search
key-unread = next passage that is not read
hit-before = Previous hit
hit-after = Next hit
not-own = This coding is another coder’s.
key-save = save the form
key-to-tree = back to the tree
