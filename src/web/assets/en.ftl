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
with-places = With places and coders
download = Download
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
