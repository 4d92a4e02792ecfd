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
