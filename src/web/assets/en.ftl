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
next-coder = Choose a source, read it and code it
next-writer = Find the words that a theme needs
next-reviewer = See who did what, and take anything back
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
# Tables, figures, agreement, audit.
tables-figures = Tables and figures
tables = Tables
figures = Figures
agreement = Agreement
disagreements = Disagreements
audit = Audit
more-settings = More settings
take-along = Download
nothing-found = There is nothing to show.
settle-them = Settle disagreements
settle-help = Choose with a number what shall stand, then write the reason; b keeps all, n none, s skips, j and k go on and back.
case-of = {"{0}"} of {"{1}"}
said-nothing = coded nothing here
settled-all = Nothing is left to settle.
settled-already = Settled before
decided-before = Decided before
both = All of them
neither = None of them
pass = Skip
reason = Reason
decision = Decision
audit-help = Every quotation of a report is looked up in the notes: words, omissions, respondent, age, gender, category. The draft stays on this computer.
drop-draft = Drop a report here, or choose it: Word, OpenDocument, PDF, HTML, Markdown or text
audit-it = Check
claims-of = {"{0}"} quotations, {"{1}"} with findings
looking = Reading the draft…
commented-copy = Copy with comments (.docx)
mend = Mend
nothing-wrong = Nothing wrong was found.
number = Numbers
today = today
verdict-exact = exact
verdict-edited = edited, all changes marked
verdict-altered = altered
verdict-misattributed = of somebody else
verdict-not_found = not found
finding-altered_words = words changed
finding-negation_lost = a negation lost or added
finding-unmarked_omission = omission not marked
finding-unmarked_insertion = insertion not marked
finding-reordered = order changed
finding-mixed_respondents = words of two respondents
finding-interviewer_words = words of the interviewer
finding-wrong_respondent = another respondent
finding-wrong_age = another age
finding-wrong_gender = another gender
finding-wrong_category = another category
finding-unknown_respondent = unknown respondent
finding-no_attribution = no attribution
finding-contradicts = contradicts another quote
finding-malformed_attribution = attribution malformed
finding-not_found = not in the notes
finding-recognisable = could be recognised
form-table-codes = Codes by group
form-table-factors = Codes of a family per respondent
form-table-attribute = An attribute by group
form-table-cooccurrence = Codes together
form-table-matrix = Matrix of cases and codes
form-table-words = Words
form-table-saturation = Saturation
form-table-flow = From interviewed to kept
form-routes = Routes
form-balance = Balance of quotes
form-plot-bars = Bars
form-plot-stacked = Stacked bars
form-plot-heatmap = Heat map
form-plot-network = Network of codes
form-plot-portrait = Document portraits
form-plot-timeline = Progress of coding
form-plot-saturation = Saturation curve
form-plot-sankey = Sankey diagram
form-plot-flow = Flow of the sample
form-plot-routes = Flow of routes
form-plot-map = Map of routes
setting-by = By
setting-codes = Codes
setting-code = Code
setting-coders = Coders
setting-coder = Coder
setting-where = Only where (query)
setting-count = Count
setting-percent = Percentages of
setting-test = Test differences
setting-ci = Limits of 95 %
setting-used = Used codes only
setting-all-words = Everybody's words
setting-suppress = Suppress below
setting-band = Bands
setting-unit = Unit
setting-attribute = Attribute
setting-attributes = Attributes or codes
setting-measure = Coefficients
setting-against = Key coder
setting-over-time = Over time
setting-overlap = Overlap
setting-uncoded = Uncoded units
setting-seed = Seed
setting-resample = Resample
setting-replicates = Replicates
setting-level = Level
setting-categories = Categories
setting-limit = At most
setting-sort = Order
setting-order = Interviews in order of
setting-title = Title
setting-caption = Caption
setting-alt = Alternative text
setting-least = At least
setting-per = Per
setting-near = Near
setting-window = Window
setting-stop = Left out words
setting-to = To
setting-from = From
setting-labels = Labels
setting-corpus-free = Without the sources
setting-numbers = Check numbers too
setting-for = Readers
setting-pick = Pick
setting-status = Status
setting-starred = Starred
setting-query = Query
setting-name = Attribute
setting-of = Two or three attributes or codes
setting-within = Within (characters)
setting-up-to = Up to
setting-rows = Rows
setting-cells = Cells
setting-stop-words = Common words too
setting-without = Without these words
setting-base = Base size
setting-run = Run length
setting-threshold = Threshold
setting-show = Show
setting-jaccard = Jaccard
setting-transits = Transit places
setting-most = At most
setting-candidates = Places named in notes
setting-by-coder = Coder
setting-spread = Spread over
setting-often = Most per respondent
setting-length = Words
value-respondents = respondents
value-sources = sources
value-segments = segments
value-words = words
value-respondent = respondent
value-source = source
value-paragraph = paragraph
value-sentence = sentence
value-character = character
value-segment = segment
value-column = the group
value-row = those with the code
value-total = everybody
value-asked = those asked
value-include = counted
value-exclude = left out
value-team = the team
value-public = everybody
value-coded = coded or not
value-percent = percentages
value-number = numbers
value-cost = the costliest first
value-none = none
value-candidate = candidate
value-approved = approved
value-used = used
value-passage = passage
value-overlap = overlapping words
value-near = near each other

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
key-save = save the form
key-to-tree = back to the tree
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
memo-on-code = A memo on this code
import-codebook = Codebook files are imported like notes: drop them on the page of sources
read-passages = Passages you read
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

# Quotes.
every-theme = Every theme
status = Status
status-any = Any
status-none = Nothing said yet
status-candidate = Candidate
status-approved = Approved
status-used = Used in the report
form = Words
form-printed = As printed
form-clean = Without marks
form-marked = Source, marked
form-source = Source
only-starred = Only starred
no-quotes = No quotes answer.
star = Star
star-on = Starred
star-off = Not starred
edit = Edit
edited = edited
edit-idle = The edit is not printed:
copy-plain = Copy as plain text
copied = Copied
note = Note
as-file = As a file
file-format = Format
by-what = Under
by-theme = Theme
category = Category
translation = Translations
translation-none = Not printed
translation-both = After the words
translation-only = In place of the words
with-context = Passages of context
with-places = With places and coders
exported = Downloaded. The history has it as a file that left the project.
export-help = The quotes that are shown above, all of them. A file that leaves the project is noted in the history.
kept-words = What you typed before is here again; it is not saved yet.
shared = { $n ->
    [one] 1 respondent fits this attribution
   *[other] { $n } respondents fit this attribution
 }
shared-few = { $n ->
    [one] Only 1 respondent fits this attribution; at least { $least } should.
   *[other] Only { $n } respondents fit this attribution; at least { $least } should.
 }
edit-quote = Edit a quote
back-to-theme = All quotes of the theme
printed-words = The quote as it shall be printed
edit-help = What you leave out gets the sign of omission and what you put in gets brackets, whether you type them or not.
unlisted = Words that deny are not known in this language. See for yourself that none is lost.
force-why = A word that denies is lost, put in or moved. Save it all the same, because:
quote-has = The quote has
source-has = the source has
plain = Take the edit away
afresh = Drop what I typed
beside-source = In the source
left-out = left out
put-in = put in
as-printed = As printed
one-quote-of = Words of several codings
one-quote-help = Other quotes of the same respondent under this theme can become one quote with these words.
add-words = Add
one-alone = These words alone again
recognised = Who could be recognised
for-team = Within the team
for-public = For everybody
standing = How it stands
translations = Translations
into-language = Language (tag)
translator = Who translated
translated-words = Translation

# Sources and respondents.
import-files = Import files
drop-files = Drop files here, or choose them: notes, lists of respondents, codebooks, dictionaries (.dic, .cat, .ykd), codings, projects of other programs
import-map = What columns are for
import-no-new = Refuse codings whose code or coder is new
import-help = First you see what would come in. Nothing is changed until you say so.
outcome-new = New
outcome-changed = Changed
outcome-same = Same as before
outcome-ignored = Ignored
outcome-refused = Refused
told-changed = changed:
told-left-out = left out:
told-refused = refused:
too-large = These files are too large to come in at once. Take fewer.
reading-files = Reading the files…
imported = Imported
nothing-new = Nothing new came in.
would-import = Import this
language-of-source = Language
no-answer = no answer
register = Register
register-help = Arrow keys go from answer to answer; Enter or typing changes one, Escape leaves it.
follows = This follows from classifications; it is changed on the respondent's page.
new-respondent = New respondent
add = Add
n-characters = { $n ->
    [one] 1 character
   *[other] { $n } characters
 }
quoted-as = Quoted as
quotes-used = Quotes that are starred or used
route = Route
classifications = Classifications
contradictions = Register and notes
none = None.
no-evidence = No evidence was given.
lost-evidence = Words of its evidence are no more in the corrected text.
state-single = one opinion
state-agreed = agreed
state-settled = settled
state-unsettled = not settled
classify = Classify
value = Value
because-words = Because of these words
nothing-coded = Nothing of this respondent is coded yet.
settle-value = Settle
they-differ = Classifiers differ.
why = Why
again = It was settled before: settle it anew
register-says = The register says
open-yet = open
verdict = What is right
verdict-register = The register is wrong
verdict-reading = The notes are misread
verdict-both = Both are true
right-answer = Right answer for the register
attribute = Attribute
still-differ = Saved. Register and notes still differ; it stays open.
choose-value = Choose a value

# History, overview and pages that are not there.
not-there = This is not there
not-shown = This page cannot be shown
to-overview = To the overview
as-it-was = This is the project as it was on
past-help = Nothing can be changed here.
back-to-now = Back to now
history-on = What it is about: a source, a respondent, a code
everybody = Everybody
as-of-day = At the end of the day
look-then = Look at it then
as-it-was-then = As it was then
redo = Do again what was taken back last
restored = Done again:
later-ones = Later
earlier-ones = Earlier
for-coders = Coders
for-writers = Report writers
for-reviewers = Reviewers
round-open = Blind round, everybody for themselves:
round-closed = Coding has ended; nobody has been shown the others' yet:
code-next = Go on with
uncoded-sources = { $n ->
    [one] 1 source is not coded by you yet
   *[other] { $n } sources are not coded by you yet
 }
all-coded = You have coded something in every source.
next-codebook = Look up what a code means
n-starred = { $n ->
    [one] 1 quote with a star
   *[other] { $n } quotes with a star
 }
n-candidates = { $n ->
    [one] 1 candidate
   *[other] { $n } candidates
 }
n-approved = { $n ->
    [one] 1 quote approved for print
   *[other] { $n } quotes approved for print
 }
n-used = { $n ->
    [one] 1 quote used in the report
   *[other] { $n } quotes used in the report
 }
idle-edits = { $n ->
    [one] 1 edit is not printed, since the words have changed
   *[other] { $n } edits are not printed, since the words have changed
 }
to-redact = { $n ->
    [one] 1 source has names that nobody has judged yet
   *[other] { $n } sources have names that nobody has judged yet
 }
next-tables = Tables and figures for the report
next-audit = Have a finished draft proof-read
next-disagreements = Settle what coders differ about
next-agreement = See how far coders agree
one-coder-yet = When several have coded, it is shown here how far they agree.
n-unsettled = { $n ->
    [one] Classifiers differ about 1 respondent
   *[other] Classifiers differ about { $n } respondents
 }
n-outside = { $n ->
    [one] 1 respondent has an answer that is none of the list
   *[other] { $n } respondents have an answer that is none of the list
 }
next-register = Look after the register
excluded-left-out = Quotes of respondents who are excluded are left out; a query such as category:excluded shows them.
offline-kept = Not saved: there is no connection. What you typed is kept here; save it again when there is one.
number-place = Place
number-printed = Printed
number-of = What it counts
number-today = Today
number-verdict = Verdict
verdict-holds = holds
verdict-differs = differs
verdict-untied = not tied to a table
nothing-chosen = not chosen
fill-required = Fill in the fields that are needed, and press Show.
first-files = Begin by dropping your notes on the page of sources

# What cells lead to
of-sources-with = Of sources in which this stands
with-excluded = Also of respondents who are excluded
of-a-cell = Only the respondents of a cell or a mark.
show-all = Show all

# Codebook: order of siblings
key-shift = Move the code among its siblings
shift-up = Earlier ↑
shift-down = Later ↓

# Respondents: doubtful and hidden answers
take-anyway = Take it all the same?
concealed-answer = Hidden, since it is redacted in the notes. Type a new answer to put it in its place.

# Every page: it is on its way
working = One moment …

# What stays English, and forms.
in-english = The program says in English:
setting-excluded = Excluded respondents too
finding-distant_fragments = fragments far apart
value-unit = unit

# Quotes: days of coding
coded-from = Coded from
coded-to = Coded until

# Read and code: memos, tools, codes used last, codings of others
show-others = Codings of others too
key-others = show or hide codings of others
last-codes = Codes used last
tools = With the selected words
tool-code = Code …
tool-new = New code …
tool-memo = Memo …
key-made = Left empty, it is made of the name.
single-keys = Single letters, digits and signs are keys of this page
past-kept = You are looking at an earlier day in another window. What you change here is kept until you are back at today.
memo-kept = your words are kept for the next memo, press m

# Disagreements: settled by somebody else meanwhile, and what is missing.
settled-meanwhile = {"{0}"} has settled this meanwhile: {"{1}"} ({"{2}"}). What you have begun is still here; saving decides otherwise.
case-changed = The codings have changed meanwhile, and this disagreement is no more as it was. What you have begun is still here until you go on.
reason-first = Write the reason first.
choose-first = Choose first what shall stand.

# Changed by two people at once.
take-mine = Save mine in its place?
take-theirs = Take that, and drop what you have typed?

# Read: what is redacted.
redacted-here = Underlined with a wave: redacted words, which nothing that leaves the project shows ({ $n }).
