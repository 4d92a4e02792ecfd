# Слова страницы, по-русски.
overview = Обзор
sources = Источники
source = Источник
respondents = Респонденты
respondent = Респондент
codes = Коды
codings = Кодирования
coders = Кодировщики
coder = Кодировщик
memos = Заметки
search = Поиск
history = История
pages = Страницы
language = Язык
skip = К содержанию
attributes = Атрибуты
characters = Знаков
coded-passages = Закодировано вами абзацев
waiting = Ожидает
waiting-new = { $n ->
    [one] { $n } файл не импортирован
    [few] { $n } файла не импортированы
   *[other] { $n } файлов не импортировано
 }
waiting-changed = { $n ->
    [one] { $n } файл изменён после импорта
    [few] { $n } файла изменены после импорта
   *[other] { $n } файлов изменено после импорта
 }
waiting-respondent = { $n ->
    [one] { $n } источник без респондента
    [few] { $n } источника без респондента
   *[other] { $n } источников без респондента
 }
waiting-notes = { $n ->
    [one] { $n } респондент без записей
    [few] { $n } респондента без записей
   *[other] { $n } респондентов без записей
 }
next = Что дальше
next-coder = Кодировщикам: выберите источник, прочитайте и закодируйте его
next-writer = Авторам отчёта: найдите слова, которые нужны теме
next-reviewer = Проверяющим: посмотрите, кто что сделал, и отмените любое изменение
no-respondent = Респондент неизвестен.
codings-here = Кодирования здесь
keys = Клавиши
saved = Сохранено
save = Сохранить
not-saved = Не сохранено
undone = Отменено:
removed = Удалено
choose-code = Выберите код
new-code = Ключ нового кода, например push/poverty
code-key = Ключ
memo = Заметка к этому кодированию или к источнику
no-selection = Сначала выделите слова: мышью или клавишами s и p
new-version = У текста новая версия. Загрузите страницу заново.
offline = Ещё не сохранено: нет связи. Попытка повторяется сама.
recode = Другой код
remove = Удалить
by = —
nothing-here = В этом абзаце нет.
cancel = Отмена
close = Закрыть
key-passage = следующий, предыдущий абзац
key-sentence = выделить следующее предложение
key-whole = выделить весь абзац
key-word = на слово больше, меньше
key-letter = на букву больше, меньше
key-code = закодировать выделенное
key-last = один из последних кодов
key-new = новый код для выделенного
key-memo = заметка
key-coding = следующее, предыдущее кодирование
key-uncoded = следующий абзац без кодирования
key-recode = дать кодированию другой код
key-remove = удалить кодирование
key-undo = отменить своё последнее изменение
key-search = поиск
query = Что искать
query-help = Слова, "точные фразы", сло*, AND OR NOT; code:, coder:, category:, gender:, age:[10 TO 14].
found = { $n ->
    [one] { $n } абзац
    [few] { $n } абзаца
   *[other] { $n } абзацев
 } в { $sources ->
    [one] { $sources } источнике
   *[other] { $sources } источниках
 } у { $respondents ->
    [one] { $respondents } респондента
   *[other] { $respondents } респондентов
 }
first-shown = Показаны первые { $n }.
operations = { $n ->
    [one] { $n } операция
    [few] { $n } операции
   *[other] { $n } операций
 }, последняя сверху
n-codings = { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
   *[other] { $n } кодирований
 }
when = Когда
who = Кто
what = Что
take-back = Отменить
taken-back = отменено
codebook = Кодовая книга
quotes = Цитаты
theme = Тема
theme-help = Выберите тему; запрос вроде gender:female сужает выбор.
show = Показать
copy = Копировать
n-quotes = { $n ->
    [one] { $n } цитата
    [few] { $n } цитаты
   *[other] { $n } цитат
 }
# Цитаты.
every-theme = Все темы
status = Статус
status-any = Любой
status-none = Ничего не сказано
status-candidate = Кандидат
status-approved = Одобрена
status-used = В отчёте
form = Слова
form-printed = Как в печати
form-clean = Без пометок
form-marked = Источник с пометками
form-source = Источник
only-starred = Только отмеченные
no-quotes = Таких цитат нет.
star = Звёздочка
star-on = Отмечена
star-off = Не отмечена
edit = Править
edited = с правкой
edit-idle = Правка не печатается:
copy-plain = Копировать как простой текст
copied = Скопировано
note = Заметка
as-file = Файлом
file-format = Формат
by-what = Под заголовками
by-theme = Тема
category = Категория
translation = Переводы
translation-none = Не печатать
translation-both = После слов
translation-only = Вместо слов
with-places = С местами и кодировщиками
download = Скачать
exported = Скачано. В истории записано, что файл покинул проект.
export-help = Все цитаты, показанные выше. Файл, который покидает проект, отмечается в истории.
kept-words = Здесь снова то, что вы набрали раньше; оно ещё не сохранено.
shared = { $n ->
    [one] Эта подпись подходит { $n } респонденту
   *[other] Эта подпись подходит { $n } респондентам
 }
shared-few = { $n ->
    [one] Эта подпись подходит только { $n } респонденту; нужно не меньше { $least }.
   *[other] Эта подпись подходит только { $n } респондентам; нужно не меньше { $least }.
 }
edit-quote = Правка цитаты
back-to-theme = Все цитаты темы
printed-words = Цитата, как она будет напечатана
edit-help = Пропущенное получит знак пропуска, а вставленное — скобки, даже если вы их не наберёте.
unlisted = Слова отрицания для этого языка не известны. Проверьте сами, что ни одно не потеряно.
force-why = Слово отрицания потеряно, вставлено или переставлено. Всё равно сохранить, потому что:
plain = Убрать правку
afresh = Отбросить набранное
beside-source = В источнике
left-out = пропущено
put-in = вставлено
as-printed = Как в печати
one-quote-of = Слова нескольких кодирований
one-quote-help = Другие цитаты того же респондента по этой теме могут стать одной цитатой с этими словами.
add-words = Добавить
one-alone = Снова только эти слова
recognised = Кого можно узнать
for-team = В команде
for-public = Для всех
standing = Состояние
translations = Переводы
into-language = Язык (код)
translator = Кто перевёл
translated-words = Перевод
