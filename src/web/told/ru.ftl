# Что говорит программа: те же предложения, что в en.ftl.

# What was done: the history.
did-project-init = создан проект
did-undo = отмена: { $what }
did-redo = повтор: { $what }
did-import-linked = импорт: заметки связаны с респондентами
did-import-more = импорт: { $file } и ещё { $n ->
    [one] { $n } файл
    [few] { $n } файла
    [many] { $n } файлов
   *[other] { $n } файла
 }
did-import-one = импорт: { $file }
did-round-open = начат раунд `{ $round }`
did-round-close = закрыт раунд `{ $round }`
did-round-reveal = открыт раунд `{ $round }`
did-assign-one = назначен 1 источник
did-assign = сделано { $n ->
    [one] { $n } назначение
    [few] { $n } назначения
    [many] { $n } назначений
   *[other] { $n } назначения
 }
did-unassign = снято { $n ->
    [one] { $n } назначение
    [few] { $n } назначения
    [many] { $n } назначений
   *[other] { $n } назначения
 }: { $coder }
did-code-add = добавлен код `{ $code }`
did-code-rename = код `{ $code }` назван «{ $name }»
did-code-edit = изменён код `{ $code }`
did-code-move = код `{ $code }` перенесён под `{ $parent }`
did-code-top = код `{ $code }` перенесён наверх
did-code-merge = объединено: `{ $codes }` вошло в `{ $code }`
did-code-split = код `{ $code }` отделён от `{ $whole }`
did-code-remove = удалён код `{ $code }`
did-source-set = указаны сведения об источниках: { $sources }
did-confirm = подтверждено { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 } по определению `{ $codes }`
did-respondent-set = респондент { $respondent }, { $attribute }: { $mayBefore } → { $mayAfter }
did-respondent-add = добавлен респондент { $respondent }
did-settle-agreed = принято { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }, в которых все согласны
did-settle-one = улажено 1 расхождение
did-settle = улажено { $n ->
    [one] { $n } расхождение
    [few] { $n } расхождения
    [many] { $n } расхождений
   *[other] { $n } расхождения
 }
did-coding-add = закодировано: { $source } { $start }–{ $end }, `{ $codes }`
did-coding-add-many = закодировано { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }: `{ $codes }`
did-coding-resize = новые границы кодирования `{ $code }`: { $source } { $start }–{ $end }
did-coding-divide = от кодирования `{ $code }` отделено: { $source } { $start }–{ $end }
did-coding-join = объединено { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 } `{ $code }` в { $source }
did-coding-remove = удалено: { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }
did-coding-recode = перекодировано: { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }, теперь `{ $code }`
did-rules = применены правила: создано кодирований: { $n }, удалено: { $n2 }
did-memo = заметка: `{ $thing }`
did-edit-one = изменена цитата одного кодирования
did-edit = изменена цитата из { $n ->
    [one] { $n } кодирования
    [few] { $n } кодирований
    [many] { $n } кодирований
   *[other] { $n } кодирований
 }
did-plain-one = снята правка одной цитаты
did-plain = снята правка { $n ->
    [one] { $n } цитаты
    [few] { $n } цитат
    [many] { $n } цитат
   *[other] { $n } цитат
 }
did-translate = перевод цитаты: `{ $language }`
did-stand-one = отмечено состояние одной цитаты
did-stand = отмечено состояние { $n ->
    [one] { $n } цитаты
    [few] { $n } цитат
    [many] { $n } цитат
   *[other] { $n } цитат
 }
did-stop-remove-one = удалена 1 остановка маршрута: { $respondent }
did-stop-remove = удалено { $n ->
    [one] { $n } остановка
    [few] { $n } остановки
    [many] { $n } остановок
   *[other] { $n } остановки
 } маршрута: { $respondent }
did-stop = маршрут, { $respondent }, остановка { $number }: { $place }
did-place-add = добавлено место `{ $place }`
did-place-edit = описано место `{ $place }`
did-place-remove = удалено место `{ $place }`
did-place-merge = `{ $place }` пишется и так: `{ $others }`
did-redact-suggest-places = предложено скрыть { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-suggest-place = предложено скрыть 1 место
did-redact-places = скрыто { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-place = скрыто 1 место
did-redact-reopen = снова открыто: { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-reopen-one = снова открыто: 1 место
did-redact-accept = решено скрыть { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-accept-one = решено скрыть 1 место
did-redact-dismiss = решено не скрывать { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-dismiss-one = решено не скрывать 1 место
did-redact-remove = больше не скрыто: { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
did-redact-remove-one = больше не скрыто: 1 место
did-contradiction = улажено `{ $rule }`, респондент { $respondent }: { $whatVerdict }: { $reason }
did-contradiction-corrected = улажено `{ $rule }`, респондент { $respondent }: { $whatVerdict } ({ $correction }): { $reason }
did-classify = классификация: респондент { $respondent }, `{ $value }`
did-classify-settle = решено: респондент { $respondent }, `{ $value }`
did-write = записан файл { $file }: { $command }
word-register-corrected = исправлен реестр
word-reading-corrected = исправлено прочтение
word-both-true = верно и то и другое
word-open = открыто
word-none = нет

# The same where no more may be known of it.
act-assignment-add = назначение источников
act-assignment-remove = снятие назначений
act-code-add = новый код
act-code-edit = изменение кода
act-code-rename = переименование кода
act-code-merge = объединение кодов
act-code-move = перенос кода
act-code-remove = удаление кода
act-code-split = разделение кода
act-coding-add = кодирование
act-coding-confirm = подтверждение кодирований
act-coding-divide = разделение кодирования
act-coding-join = объединение кодирований
act-coding-recode = перекодирование
act-coding-remove = удаление кодирований
act-coding-resize = новые границы кодирования
act-coding-rules = применение правил
act-contradiction-settle = решение о противоречии
act-export = выгрузка
act-import = импорт
act-memo-add = заметка
act-place-add = новое место
act-place-edit = описание места
act-place-merge = объединение мест
act-place-remove = удаление места
act-project-init = создание проекта
act-quote-edit = правка цитаты
act-quote-plain = снятие правки цитаты
act-quote-stand = состояние цитаты
act-quote-translate = перевод цитаты
act-redaction-add = скрытие слов
act-redaction-judge = решение о скрытии слов
act-redaction-remove = слова больше не скрыты
act-respondent-add = новый респондент
act-respondent-set = изменение в реестре
act-classify-settle = решение о классификации
act-classify = классификация
act-round-open = начало раунда
act-round-close = закрытие раунда
act-round-reveal = открытие раунда
act-route-remove = удаление остановок
act-route-add = маршрут
act-route-edit = изменение маршрута
act-settle = решение о расхождениях
act-source-set = сведения об источнике
act-undo = отмена
act-redo = повтор

# Refusals.
say-error = Не получилось: { $what }
say-cause = причина: { $what }
say-hint = совет: { $what }
say-note = примечание: { $what }
no-thing = в проекте нет такого: { $whatNoun } `{ $name }`
no-value = у `{ $of }` нет такого: { $whatNoun } `{ $name }`; есть `{ $names }`
noun-thing = предмет
noun-source = источник
noun-respondent = респондент
noun-code = код
noun-coder = кодировщик
noun-coding = кодирование
noun-attribute = признак
noun-operation = действие
noun-place = место
noun-reason = причина
noun-spelling = написание
noun-value = значение
noun-round = раунд
noun-quote = цитата
noun-memo = заметка
noun-contradiction = противоречие
noun-redaction = скрытые слова
noun-rule = правило
noun-field = поле
hint-mean = возможно, имелось в виду `{ $near }`?
hint-sources = их список на странице «Источники»
hint-codes = их список на странице «Кодовая книга», там же создаётся новый
hint-history = их список на странице «История»
hint-query = язык запросов показан на странице «Поиск»
hint-letter = слова должны быть такими же, как в источнике, буква в букву
hint-undo = в истории видно, что сделано с тех пор; сначала отмените это
page-gone = такой страницы нет
broken = это не удалось сделать, и ничего не изменилось
as-it-was-refused = это проект, каким он был; изменить можно только нынешний
as-it-was-file = файл, который покидает проект, записывается в историю, а прошлое изменить нельзя; вернитесь к нынешнему проекту
word-mismatch = в источнике `{ $source }` на месте { $start }–{ $end } теперь другие слова, чем были показаны; загрузите страницу заново
in-source = в источнике `{ $source }`: { $what }
passages-refused = в источнике `{ $source }` { $n ->
    [one] { $n } абзац
    [few] { $n } абзаца
    [many] { $n } абзацев
   *[other] { $n } абзаца
 }; нужен номер от 1, а не `{ $number }`
words-count = эти слова стоят в источнике `{ $source }` не один раз, а { $n }
not-own-refused = это кодирование сделал `{ $coder }`; менять можно только свои
nothing-to-undo = отменять нечего
nothing-to-redo = повторять нечего
undone-already = действие `{ $operation }` уже отменено
undo-file = действие `{ $operation }` записало, что файл покинул проект; это не отменяется
undo-refused = действие `{ $operation }` ({ $whatDid }) нельзя отменить: { $whatReason }
undo-changed = с тех пор изменилось: { $whatNoun } `{ $name }`
undo-round = раунд `{ $round }` начал `{ $coder }`; отменить его может он, а не `{ $other }`
code-there = код `{ $code }` уже есть; нужен новый ключ
thing-there = такое название уже есть: { $whatNoun } `{ $name }`
code-blind = кодом `{ $code }` в слепом раунде могут пользоваться другие; укажите, какой код получат его кодирования
code-in-use = у кода `{ $code }` { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }; укажите, что с ними станет
code-circle = код `{ $code }` нельзя перенести под `{ $parent }`: он оказался бы над самим собой
code-key-refused = `{ $code }` не годится как ключ: нужны буквы, цифры, `-`, `_` и `.`, а между уровнями `/`, например `push/poverty`
code-no-key = код без ключа; нужен ключ, например `push/poverty`
code-color = `{ $color }` не цвет; нужно `#rrggbb`, например `#b5541c`
code-no-rules = у кода `{ $code }` нет правил
split-nothing = не сказано, какие кодирования отделить: нужен запрос или сами кодирования
coded-already = эти слова уже закодированы как `{ $code }`; нужны другие границы, или объедините их
divide-outside = эти слова не часть кодирования { $start }–{ $end }; нужна часть его слов, но не все
divide-empty = от кодирования ничего не осталось бы; нужна часть его слов, но не все
join-refused = эти кодирования нельзя объединить: нужны несколько одного кодировщика с одним кодом в одном источнике
coding-earlier = кодирование `{ $coding }` относится к прежнему тексту
coding-moved = кодирование `{ $coding }` в источнике `{ $source }` стоит не на своих словах
code-nothing = кодировать нечего: нужны хотя бы одно место и один код
change-nothing = не сказано, что изменить
round-closed-refused = раунд `{ $round }` закрыт; его кодирования не меняются, пока он не открыт всем
round-settle = раунд `{ $round }` ещё не открыт; улаживать можно, когда все видят всё
round-alone = для согласия нужны хотя бы два кодировщика; пока раунд `{ $round }` не открыт, никто не видит чужих кодирований
round-note = примечание: пока `{ $rounds }` не открыт, `{ $coder }` видит только свои кодирования и заметки
agree-alone = для согласия нужны хотя бы два кодировщика, а здесь { $whatThere }
agree-none = никто не кодировал
agree-one = один: `{ $coder }`
agree-codes = эти кодировщики не применяли ни одного из этих кодов
agree-sources = ни один источник не кодировали двое из этих кодировщиков; сравнивать нечего
agree-unread = примечание: `{ $coder }` ничего не кодировал в назначенных ему источниках (их { $n }); они считаются прочитанными
agree-unread-one = примечание: `{ $coder }` ничего не кодировал в одном назначенном ему источнике; он считается прочитанным
agree-classified = ни одного респондента не классифицировали двое по `{ $attribute }`
agree-measure = коэффициента `{ $name }` нет; возможно, имелось в виду `{ $near }`?
agree-measure-none = коэффициента `{ $name }` нет
agree-overlap = `{ $text }` не доля; нужно число больше 0 и не больше 1
settle-gone = расхождения `{ $case }` нет (или уже нет)
settle-options = нужен номер от 1 до { $n }, `both`, `neither` или границы вроде `120-188`, а не `{ $decision }`
settle-differ = коды различаются; укажите один, как в `{ $borders } CODE`
settle-code = в проекте нет кода `{ $code }`
settle-reason = решению нужна причина
settle-left = осталось уладить: { $n }
no-reason = не указана причина
again-value = `{ $attribute }` респондента `{ $respondent }` уже решено: `{ $value }`, «{ $reason }»; отметьте, что решаете заново
again-contradiction = это уже решил { $coder }: { $whatVerdict }, «{ $reason }»; отметьте, что решаете заново
answer-requires = `{ $value }` требует `{ $rule }`, а в реестре у респондента `{ $respondent }`: { $mayAnswer }
answer-none = `{ $answer }` не может быть значением `{ $attribute }`; нужно: { $whatExpected }
answer-follows = `{ $attribute }` респондента `{ $respondent }` следует из классификаций; меняйте его на странице респондента
answer-attribute = в реестре нет признака `{ $name }`
answer-already = в реестре для `{ $attribute }` уже стоит `{ $answer }`; нужен другой ответ
answer-reason = для `{ $value }` нужна причина: одна из `{ $names }`
answer-no-reasons = для `{ $value }` в настройках нет причин; не нужна и `{ $name }`
answer-kind-number = число
answer-kind-date = дата, например 2025-04-11
answer-kind-yes = yes или no (да или нет)
respondent-name = `{ $name }` не годится как имя респондента: нужны буквы или цифры в одной строке
respondent-there = респондент `{ $name }` уже в реестре; нужно новое имя
respondent-gone = этого респондента больше нет
evidence-of = источник `{ $source }` принадлежит респонденту `{ $other }`; нужны слова из источника респондента `{ $respondent }`
tag-refused = `{ $tag }` не обозначение языка; нужно вроде `ru`, `kk` или `en-GB`
tag-language = `{ $tag }` не язык; нужно обозначение вроде `en` или `de-CH`
translator-missing = не указано, кто перевёл
words-empty = слов нет; нужны те, что будут напечатаны
words-changed = слова тем временем изменились; повторите ещё раз
quote-two = про `{ $one }` и `{ $other }` неизвестно, что это один респондент; нужны кодирования одного
quote-denial = потеряно, добавлено или перенесено отрицание: { $mayWords }; оставьте отрицания источника или укажите причину ниже
quote-has-source-has = в цитате `{ $ours }`, в источнике `{ $theirs }`
quote-none-stands = ни одного из этих слов нет в кодировании
quote-gives-none = одно из кодирований не дало цитате ни слова; нужны слова каждого
quote-order = `{ $words }` стоит в источнике в другом порядке; нужен порядок источника
quote-not-coded = `{ $words }` сказано, но не в закодированных словах
quote-interviewer = `{ $words }` сказал интервьюер; нужны слова респондента
quote-somebody = `{ $words }` сказал другой человек ({ $mayName }); нужны слова одного респондента
word-somebody-else = кто-то другой
quote-not-said = `{ $words }` нет в источнике; свои слова ставьте в квадратные скобки
quote-far = `{ $ours }` пропускает внутри одного предложения { $n ->
    [one] { $n } слово
    [few] { $n } слова
    [many] { $n } слов
   *[other] { $n } слова
 }, в источнике там `{ $theirs }`; нужны фрагменты ближе друг к другу
quotes-none = цитат не нашлось, поэтому файла нет
number-passages = `{ $number }` не число абзацев; нужно, например, 1
file-none = нет файла `{ $name }`
file-name = `{ $name }` не годится как имя файла
file-twice = файл `{ $name }` пришёл дважды
file-list = это не список файлов с их содержимым
posted = это меняет проект и так не спрашивается
no-command = страницы с такой таблицей нет: `{ $name }`
no-setting = у `{ $form }` нет настройки `{ $name }`
no-format = `{ $format }` не формат; есть { $names }
not-figure = ответ не один рисунок; нужен другой формат, чем .svg и .png
no-attribute-of = в проекте нет признака `{ $name }`; есть { $names }
no-attribute-near = в проекте нет признака `{ $name }` (возможно, `{ $near }`?); есть { $names }
attribute-empty = ни у кого здесь нет ответа `{ $name }`; заполнены: { $names }
attribute-nobody = ни у кого здесь нет значения `{ $name }`
attribute-wide = у `{ $name }` { $n ->
    [one] { $n } разное значение
    [few] { $n } разных значения
    [many] { $n } разных значений
   *[other] { $n } разных значения
 }, а можно не больше { $n2 }; объедините числа в интервалы
groups-wide = `{ $names }` даёт { $n ->
    [one] { $n } группу
    [few] { $n } группы
    [many] { $n } групп
   *[other] { $n } группы
 }, а можно не больше { $n2 }; объедините числа в интервалы
nobody-answers = запросу `{ $query }` никто не отвечает: респондентов { $n }, источников { $n2 }
code-no-codings = у кода `{ $code }` нет кодирований; есть у таких: { $codes }
code-no-codings-of = у кода `{ $code }` нет кодирований ({ $coders }); есть у таких: { $codes }
band-no-attribute = `{ $band }` не называет признака; нужно вроде `age:8-10,11-13` или `age:5`
band-other = интервалы заданы для `{ $name }`, которого нет в таблице; добавьте его в «Группы»
empty-table = таблица пуста: { $what }
empty-figure = рисовать нечего: { $what }
empty-codes = ни одного из этих кодов здесь ни у кого нет
empty-together = никакие два из этих кодов здесь не встречаются вместе
empty-together-often = никакие два из этих кодов не встречаются вместе так часто
empty-family = ни у кого здесь нет кода из семейства
empty-flow = здесь никого нет
empty-rows = здесь нет строк или кодов
empty-sources = ни в одном источнике здесь нет кодирований
empty-codings = здесь нет кодирований
empty-words = никто здесь ничего не говорит
empty-routes = ни у кого здесь нет такого маршрута
empty-routes-all = ни у кого ещё нет маршрута; их можно импортировать
empty-quotes = цитат не нашлось
empty-candidates = в заметках нет известных мест, которых нет в маршрутах
words-node = `{ $word }` не одно слово; нужно вроде `coal` или `coal*`
words-nobody = никто здесь не говорит `{ $word }`
words-nobody-near = никто здесь не говорит `{ $word }`; говорят, например, `{ $near }`
words-near-none = рядом с `{ $word }` ни одно слово не стоит { $n ->
    [one] { $n } раз
    [few] { $n } раза
    [many] { $n } раз
   *[other] { $n } раза
 } или чаще
test-respondents = проверка сравнивает респондентов: считайте респондентов
test-percent = проверка сравнивает доли групп: проценты должны быть от группы или от тех, кого спросили
limits-shares = границы есть только у долей респондентов или источников: считайте их
base-run = база и серия — числа интервью, не меньше 1
percentage-refused = `{ $text }` не процент; нужно от 0 до 100
up-to-refused = 0 оставит одну строку на всех; нужно не меньше 1
small-respondents = малые числа скрываются только у респондентов: считайте респондентов
small-unit = малые числа скрываются только у респондентов: единицей должен быть респондент
small-rows = малые числа скрываются только у респондентов: строкой должен быть респондент
small-words = здесь малые числа скрываются только без соседства слов и без групп
threshold-refused = порог в quotebook.toml равен { $n }; чтобы скрывать числа, нужно не меньше 2
length-refused = `{ $text }` не длина в словах; нужно вроде `5-60`, `-60` или `5-`
at-query = знак { $number } в запросе: нужно { $whatExpected }, а стоит { $mayFound }
query-end = конец, `AND` или `OR`
query-word = слово, `"фраза"`, поле вроде `code:` или `(`
query-before-after = слово или поле до и после `{ $keyword }`
query-quote = вторая кавычка
query-regex = вторая `/` в конце регулярного выражения
query-field = поле или признак респондентов
query-number = число для `{ $field }`
query-date = дата вроде 2026-11-20 для `{ $field }`
query-code = код из кодовой книги
index-broken = указатель нельзя прочесть: { $reason }
answer-invalid = `{ $value }` не подходит для `{ $setting }`; есть { $names }
answer-invalid-why = `{ $value }` не подходит для `{ $setting }`: { $whatWhy }
answer-digit = нужно целое число
quotes-excluded = примечание: цитаты исключённых респондентов опущены

# Tables, figures, agreement: captions and notes.
tab-codes = Коды ({ $whatCount })
tab-codes-by = Коды по: { $by } ({ $whatCount })
word-respondents = респонденты
word-sources = источники
word-segments = фрагменты
word-words = слова
word-respondents-notes = респонденты с заметками
word-segments-any = разные фрагменты с любым кодом таблицы
note-percent-column = Проценты от N столбца; N: { $whatWhole }.
note-percent-row = Проценты от тех, у кого есть код (их число стоит под «Все»); считаются { $whatWhole }.
note-percent-total = Проценты от всей таблицы (N под «Все»); N: { $whatWhole }.
note-percent-asked = Проценты от тех в столбце, к кому код относится («из»); считаются { $whatWhole }.
note-family = Семейство и любой код, под которым есть другие, считают тех, у кого есть он сам или любой из тех.
note-without-coding = У { $n } из { $n2 } респондентов нет кодирований этих кодов этими кодировщиками, и они считаются без них; прочёл ли их кто-нибудь, таблица не знает.
note-nobodys-left = Не учтены источники, о которых неизвестно, кто респондент: { $n }.
note-nobodys = Неизвестен респондент у стольких источников: { $n }.
note-not-asked = Не учтены, так как их не спрашивали, хотя код у них есть: { $list }.
note-limits-too = Границы 95 %: Wilson (1927); они тоже для респондентов, отобранных случайно.
note-limits = Границы 95 %: Wilson (1927); они для респондентов, отобранных случайно.
note-tested = Для каждого кода проверено: различаются ли группы (без тех, у кого нет ответа) долей респондентов с ним? Хи-квадрат Пирсона; точный критерий Фишера, где ожидаемое число меньше { $n }; V — Крамера. p (Холм) с поправкой на число проверок, { $n2 } (Holm 1979).
note-p = p — вероятность не меньших различий, если бы группы различались лишь случайно. Это верно для респондентов, отобранных случайно и независимо; при ином отборе p говорит, велико ли различие рядом со случайностью, а не что оно верно для тех, кого не спрашивали.
note-drawn = Где таблиц было слишком много, чтобы перебрать все, взято случайно { $n } (зерно { $seed }).
tab-residuals = Какие группы отличаются: скорректированные стандартизованные остатки
note-residuals = Haberman (1973). Выше { $n } код в группе чаще, чем следует из всей таблицы, ниже −{ $n2 } реже.
note-not-tested = Не проверено: { $what }.
why-two-groups = меньше двух групп, в которых кто-то есть
why-no-variation = нет различий: все группы одинаковы
tab-factors = Коды на респондента
tab-factors-by = Коды на респондента по: { $by }
note-factors = Проценты от респондентов с заметками в столбце (N). Считаются разные коды ниже семейства, которые есть у респондента; само семейство не в счёт.
note-values-valid = Проценты значений — от респондентов столбца, у которых есть ответ.
note-values-row = Проценты значений — от всех респондентов с этим значением.
note-values-total = Проценты значений — от всех респондентов с ответом.
note-values-asked = Проценты значений — от респондентов столбца, которых спрашивали (с ответом и без).
note-values-rest = Проценты строк «с ответом», «нет ответа» и «не спрашивали» — от всех респондентов столбца (N).
note-values-test = Значения по группам, без отсутствующих: { $whatHow }, p { $p }, V Крамера = { $n2 }, n = { $n3 }. p верно для респондентов, отобранных случайно и независимо; при ином отборе оно лишь говорит, велики ли различия рядом со случайностью.
how-pearson = хи-квадрат Пирсона = { $n }, ст. св. = { $n2 }
how-fisher = точный критерий Фишера (ожидаемое число меньше { $n })
how-fisher-drawn = точный критерий Фишера по случайным таблицам (зерно 1)
note-kept-back-none = Числа от 1 до { $n } были бы скрыты; их нет.
note-kept-back-one = Скрыто 1 число ({ $sign }): оно меньше { $n } или выдало бы такое.
note-kept-back = Скрыто чисел: { $n } ({ $sign }); они меньше { $n2 } или выдали бы такое.
note-left-out-codes = Опущены, так как в них меньше { $n ->
    [one] { $n } респондента
    [few] { $n } респондентов
    [many] { $n } респондентов
   *[other] { $n } респондентов
 } или это выдало бы такое число: { $list }.
note-excluded = Не учтены исключённые: { $n } из { $n2 }; оставлены: { $n3 }.
note-excluded-all = Исключённые респонденты не учтены.
tab-together = Коды вместе; единица: { $whatUnit }
tab-together-n = Коды вместе; единица: { $whatUnit } (N={ $n })
tab-every = Каждый код с каждым; единица: { $whatUnit }
per-passage = абзац
per-paragraph = абзац
per-sentence = предложение
per-character = знак
per-segment = фрагмент
per-overlap = общие слова
per-near = не дальше абзацев: { $n }
word-pairs = пары фрагментов
word-passages = абзацы
note-together = Оба: { $whatCounted } с обоими кодами. Первый, второй: { $whatUnits } с этим кодом. c — коэффициент Жаккара, оба к любому из двух. От более редкого: у какой доли более редкого кода есть и другой ({ $whatUnits2 }).
note-together-no-c = c нет там, где пар больше, чем он может вместить: фрагменты одного кода пересекают несколько другого.
note-together-few = Пары и коды меньше чем у { $n ->
    [one] { $n } респондента
    [few] { $n } респондентов
    [many] { $n } респондентов
   *[other] { $n } респондентов
 } опущены (их { $n2 }); где пусто, может быть ни одного или несколько.
note-first-pairs = Первые { $n } из { $n2 } пар; в файле .csv есть все.
note-diagonal = Столбцы — коды в порядке строк. На диагонали: { $whatUnits } с кодом.
tab-matrix = Коды; строка: { $whatUnit }
note-matrix-coded = 1: код есть, 0: кода нет.
note-matrix-segments = В ячейках — число разных фрагментов с кодом.
note-matrix-below = У кода, под которым есть другие, есть и то, что у них.
tab-words = Слова (N={ $n } слов; респондентов: { $n2 })
tab-words-near = Слова рядом с `{ $word }` (n={ $n }, не дальше { $n2 ->
    [one] { $n2 } слова
    [few] { $n2 } слов
    [many] { $n2 } слов
   *[other] { $n2 } слов
 }, N={ $n3 })
tab-key-words = Ключевые слова: { $group } (слов: { $n }) рядом с остальными
note-words-whose = Слова респондентов, а не тех, кто спрашивает
note-words-whose-stop = { $whatWhose }, без слов, которые мало говорят (списки для { $languages }).
note-words-whose-all = { $whatWhose }.
note-words-everybody = Слова всех, кто говорит
note-words-no-list = Списка нет для { $languages }.
note-words-few = Без { $n ->
    [one] { $n } слова
    [few] { $n } слов
    [many] { $n } слов
   *[other] { $n } слов
 }, которые говорят меньше { $n2 ->
    [one] { $n2 } респондента
    [few] { $n2 } респондентов
    [many] { $n2 } респондентов
   *[other] { $n2 } респондентов
 }.
note-words-spread = D (Juilland): 1 — равномерно по источникам; DP (Gries): равномерно — 0.
note-words-first = Первые { $n } из { $n2 } разных слов.
note-words-key = Ключевые слова в группе чаще, чем во всех остальных вместе, с G² не меньше { $n } (Rayson, Garside 2000; p < 0,0001 для слов, взятых случайно, а слова одного человека не таковы). Логарифм отношения 1 — вдвое чаще (Hardie 2014).
note-words-key-none = Ни одно слово не достигает G² = { $n } (p < 0,0001).
note-words-near = Только слова, которые стоят там чаще, чем по случайности; никогда через границу абзаца.
sat-few = Закодировано интервью: { $n }; для базы { $n2 } нужно больше.
sat-reached = Новой информации не больше { $n } % после интервью { $number }: интервью { $from }–{ $to } дают новых кодов { $n2 }, а первые { $n4 } дали { $n3 } ({ $sum }).
sat-not-reached = За { $n2 ->
    [one] { $n2 } интервью
    [few] { $n2 } интервью
    [many] { $n2 } интервью
   *[other] { $n2 } интервью
 } новая информация не падает до { $n } %; в первых { $n3 } кодов { $n4 }.
tab-saturation = Новые коды от интервью к интервью
sat-note = Guest, Namey, Chen (2020): база { $n }, серия { $n2 }, порог { $n3 } %. Серия — { $n4 ->
    [one] { $n4 } интервью
    [few] { $n4 } интервью
    [many] { $n4 } интервью
   *[other] { $n4 } интервью
 } подряд; её новые коды делятся на коды базы. Порядок интервью: { $mayOrder }; интервью без кодирований опущены, как и коды над другими, если их не дали самих.
word-name = имя
sat-no-value = У { $n ->
    [one] { $n } интервью
    [few] { $n } интервью
    [many] { $n } интервью
   *[other] { $n } интервью
 } нет значения { $attribute }; они последние.
tab-flow = От опрошенных до оставленных, по: { $by } (N = { $n })
note-flow-unsettled = О нерешённых классификаторы расходятся, и решения ещё нет.
note-flow-not-classified = У неклассифицированных никто не указал { $attribute }.
note-flow-no-reason = Некоторые исключены без причины.
note-flow-no-reason-meant = Некоторые исключены без причины: { $what }.
note-flow-meant = причины читаются из `{ $expected }`, а в реестре есть `{ $near }`
note-flow-rename = примечание: { $what }; назовите столбец `{ $expected }` и импортируйте снова
note-flow-no-notes = Без заметок среди оставленных: { $n }.
tab-quotes-by = Цитаты по: { $by }
bal-sum = Цитат { $n }, слов { $n2 }; от { $n3 } из { $n4 } респондентов с заметками ({ $n5 } %).
bal-sum-plain = Цитат { $n }, слов { $n2 }; от { $n3 } из { $n4 } респондентов с заметками.
bal-average = У цитируемого респондента в среднем { $n } цитат (медиана { $n2 }, самое большее { $n3 }).
bal-unknown = Неизвестно, кто говорит, у стольких цитат: { $n }.
bal-note = Выборка: респонденты с заметками (N={ $n }). Цитируются: от респондентов группы. Цитаты и слова: от тех, чей респондент известен (цитат { $n2 }, слов { $n3 }).
bal-every = У каждого применённого кода есть цитата.
bal-without = Применённые коды без цитаты ({ $n }): { $list }.
bal-nobody = Никто не цитируется чаще, чем { $n ->
    [one] { $n } раз
    [few] { $n } раза
    [many] { $n } раз
   *[other] { $n } раза
 }.
tab-often = Респонденты, которых цитируют чаще, чем { $n ->
    [one] { $n } раз
    [few] { $n } раза
    [many] { $n } раз
   *[other] { $n } раза
 }
rou-destinations = Места назначения (N = { $n } респондентов с маршрутом)
rou-destinations-note = Респондент считается один раз, в последнем месте назначения маршрута.
rou-borders = Внутренние маршруты и через границу (N = { $n } респондентов с маршрутом)
rou-borders-note = Неизвестно: не указана страна места, или в маршруте одна остановка.
rou-by-destination = Откуда и через что, по местам назначения (N = { $n } респондентов с маршрутом)
rou-by-destination-note = Проценты от респондентов с этим местом назначения. Кто проехал несколько мест, считается в каждом; места отправления в сумме дают всех.
rou-corridors = Участки: от остановки к остановке (N = { $n } респондентов с маршрутом)
rou-whole = Маршруты целиком (N = { $n } респондентов с маршрутом)
rou-most = Самые частые: { $n } из { $n2 }.
rou-stay = Сколько респонденты пробыли
rou-stay-note = n: остановки, о которых известна длительность, из стольких.
rou-few = Не показано: { $n }, в каждом меньше { $n2 ->
    [one] { $n2 } респондента
    [few] { $n2 } респондентов
    [many] { $n2 } респондентов
   *[other] { $n2 } респондентов
 }.
rou-few-rows = Не показано строк: { $n }, в каждой меньше { $n2 ->
    [one] { $n2 } респондента
    [few] { $n2 } респондентов
    [many] { $n2 } респондентов
   *[other] { $n2 } респондентов
 }.
rou-hidden = <{ $n }: меньшее число респондентов не показано; …: не показано, так как выдало бы скрытое.
rou-candidates = Возможные остановки
rou-not-drawn = примечание: не нарисованы места без координат ({ $n }): { $list }; координаты можно импортировать таблицей мест
rou-not-drawn-one = примечание: не нарисовано место без координат: { $list }; координаты можно импортировать таблицей мест
rou-route-of = Маршрут респондента { $respondent }
rou-words-changed = { $source } (слова там изменились)
agr-unit = Единица: { $whatUnit }
agr-unit-n = Единица: { $whatUnit } (n = { $n })
agr-coders = Кодировщики: { $whatList }
agr-list = { $what }, { $what2 }
agr-codings = { $oneCoder } ({ $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 })
agr-classifications = { $oneCoder } ({ $n ->
    [one] { $n } классификация
    [few] { $n } классификации
    [many] { $n } классификаций
   *[other] { $n } классификации
 })
agr-choice = Единица — то, что считают таблицы отчёта: двое согласны о респонденте, когда оба нашли у него тему, где бы её ни отметили. Насколько они отметили одни и те же слова — другой вопрос, на него отвечает таблица знаков.
agr-withheld = Скрыто строк: { $n }, в них меньше { $n2 ->
    [one] { $n2 } респондента
    [few] { $n2 } респондентов
    [many] { $n2 } респондентов
   *[other] { $n2 } респондентов
 }.
dis-sum = Расхождений { $n }; решений об отдельных знаках в них { $n2 }
tab-confusion = Матрица расхождений
note-confusion = Фрагменты одного кодировщика рядом с фрагментами другого, у которых с ними больше всего общих слов: сначала тот же код, затем другой, затем ничего.
dis-only-one = закодировал только один
dis-code = разные коды
dis-borders = разные границы
con-unknown = в { $n ->
    [one] { $n } источнике
    [few] { $n } источниках
    [many] { $n } источниках
   *[other] { $n } источниках
 } неизвестно, кто респондент, и его слова не сравниваются: { $list }
con-unknown-one = в одном источнике неизвестно, кто респондент, и его слова не сравниваются: { $list }
con-times = { $says } ({ $n ->
    [one] { $n } раз
    [few] { $n } раза
    [many] { $n } раз
   *[other] { $n } раза
 })
con-rule = правило `{ $rule }`

# Words in cells.
cell-all = все
cell-any = Что-либо из: { $name }
inner-none = нет
cell-missing = нет ответа
cell-valid = с ответом
cell-not-asked-row = не спрашивали
cell-mean = среднее
cell-median = медиана
cell-range = размах
cell-family = { $name } (кодов: { $n })
cell-interviewed = Опрошены
cell-excluded = Исключены
cell-kept = Оставлены
cell-of-interviewed = опрошенных (N={ $n })
cell-of-excluded = исключённых (N={ $n })
cell-of-kept = оставленных (N={ $n })
cell-flow-unsettled = – не решено
cell-flow-not-classified = – не классифицированы
cell-flow-no-reason = – без причины
cell-unsettled = не решено
cell-not-classified = не классифицированы
cell-internal = внутри страны
cell-cross-border = через границу
cell-not-known = неизвестно
cell-not-said = не сказано
cell-origin = откуда
cell-transit = через
cell-destination = куда
cell-no-destination = без места назначения
cell-route-total = Респонденты с маршрутом
cell-fisher = Фишер
cell-fisher-drawn = Фишер, случ.
cell-pearson = χ²
cell-every-decision = каждое решение о каждом коде
cell-all-values = все значения вместе
cell-to = от { $n } до { $n2 }
cell-to-one = от >{ $n } до >{ $n2 }
cell-to-above = от { $n } до >{ $n2 }
cell-bootstrap-respondent = бутстрап по респондентам
cell-bootstrap-source = бутстрап по источникам
cell-bootstrap-unit = бутстрап по единицам
cell-formula = по формуле
cell-no-interval-one = нет интервала: выбирать не из чего
cell-no-interval-value = нет интервала: у выборок нет значения
cell-no-variation = нет различий
cell-und-two = ни одну единицу не кодировали двое
cell-und-variation = нет различий: у всех единиц один код
cell-und-for-two = он для двух кодировщиков
cell-und-one-unit = одной единицы мало для интервала
cell-und-same-number = в каждой единице нужно одинаковое число оценок
cell-und-zero = значения не на шкале от нуля
cell-und-pair = он не определён для одной пары: они не различаются или у них нет общих единиц
cell-und-category = категория только одна
cell-stay-day = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
 }
cell-stay-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
 }
cell-stay-week = { $n ->
    [one] { $n } неделя
    [few] { $n } недели
    [many] { $n } недель
   *[other] { $n } недели
 }
cell-stay-weeks = { $n ->
    [one] { $n } неделя
    [few] { $n } недели
    [many] { $n } недель
   *[other] { $n } недели
 }
cell-stay-month = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
    [many] { $n } месяцев
   *[other] { $n } месяца
 }
cell-stay-months = { $n ->
    [one] { $n } месяц
    [few] { $n } месяца
    [many] { $n } месяцев
   *[other] { $n } месяца
 }
cell-stay-year = { $n ->
    [one] { $n } год
    [few] { $n } года
    [many] { $n } лет
   *[other] { $n } года
 }
cell-stay-years = { $n ->
    [one] { $n } год
    [few] { $n } года
    [many] { $n } лет
   *[other] { $n } года
 }
cell-only-one = закодировал только один
cell-different-code = разные коды
cell-different-borders = разные границы
cell-nothing = ничего
cell-mea-percent = доля согласия
cell-mea-percent-all = доля согласия всех
cell-mea-holsti = Холсти
cell-mea-holsti-composite = Холсти, общий
cell-mea-bennett = S Беннета
cell-mea-brennan = Бреннан и Предигер
cell-mea-pabak = PABAK
cell-mea-scott = π Скотта
cell-mea-cohen = κ Коэна
cell-mea-cohen-max = κ Коэна, наибольшая
cell-mea-light = κ Лайта
cell-mea-fleiss = κ Флейса
cell-mea-conger = κ Конгера
cell-mea-gwet = AC1 Гвета
cell-mea-kripp = α Криппендорфа
cell-mea-brennan-prediger-ordinal = Бреннан и Предигер, порядковый
cell-mea-fleiss-kappa-ordinal = κ Флейса, порядковая
cell-mea-gwet-ac2-ordinal = AC2 Гвета, порядковый
cell-mea-krippendorff-alpha-ordinal = α Криппендорфа, порядковая
cell-mea-brennan-prediger-linear = Бреннан и Предигер, линейный
cell-mea-brennan-prediger-quadratic = Бреннан и Предигер, квадратичный
cell-mea-cohen-kappa-linear = κ Коэна, линейная
cell-mea-cohen-kappa-quadratic = κ Коэна, квадратичная
cell-mea-fleiss-kappa-linear = κ Флейса, линейная
cell-mea-fleiss-kappa-quadratic = κ Флейса, квадратичная
cell-mea-gwet-ac2-linear = AC2 Гвета, линейный
cell-mea-gwet-ac2-quadratic = AC2 Гвета, квадратичный
cell-mea-krippendorff-alpha-interval = α Криппендорфа, интервальная
cell-mea-krippendorff-alpha-ratio = α Криппендорфа, отношений
cell-mea-alpha-jaccard = α по Жаккару
cell-mea-alpha-masi = α по MASI
cell-mea-mv-alpha-nominal = α для нескольких значений
cell-mea-alpha-u-2004 = α для отрезков (2004)

# Heads of columns.
head-all = Все
head-all-n = Все (N={ $n })
head-all-lower = все (N={ $n })
head-group-unsettled = не решено (N={ $n })
head-group-missing = нет ответа (N={ $n })
head-group-words = { $group } (слов: { $n })
head-code = Код
head-code-lower = код
head-group = Группа
head-test = Проверка
head-p-holm = p (Холм)
head-limits = границы 95 %
head-respondents = респонденты
head-respondents-title = Респонденты
head-respondent = респондент
head-respondent-title = Респондент
head-segments = фрагменты
head-sources = источники
head-source = Источник
head-source-lower = источник
head-words = слова
head-word = Слово
head-of = из
head-other-code = Другой код
head-both = оба
head-of-one = первый
head-of-other = второй
head-of-rarer = от более редкого
head-family = Коды семейства
head-per = на 10 000
head-rest = остальные
head-log-ratio = логарифм отношения
head-near = рядом
head-of-all = из всех
head-expected = ожидалось
head-sample = выборка
head-quoted = цитируются
head-quotes = цитаты
head-no = №
head-codes = коды
head-new = новые
head-so-far = всего
head-new-in-run = новых в серии
head-of-base = от базы, %
head-codes-so-far = кодов всего
head-name = имя
head-destination = Место назначения
head-country = Страна
head-route = Маршрут
head-place = Место
head-stop = Остановка
cell-to-place = В { $place } (N={ $n })
cell-without-destination = Без места назначения (N={ $n })
head-from = Откуда
head-to = Куда
head-border = Граница
head-stops = Остановки
head-median = Медиана
head-shortest = Меньше всего
head-longest = Больше всего
head-kind = Вид
head-kind-lower = вид
head-arrived = Прибытие
head-stayed = Пробыл
head-how = Как
head-with = С кем
head-said-in = Где сказано
head-value = значение
head-by = способ
head-agreement = согласие
head-cohen = κ Коэна
head-fleiss = κ Флейса
head-kripp = α Криппендорфа
head-gwet = AC1 Гвета
head-measure = коэффициент
head-period = период
head-cases = случаи
head-cost = цена
head-one-code = один код
head-the-other = другой
head-one = один
head-nothing = ничего
head-language = язык
head-what = что считает

# Captions of tables that begin with a word of the study.
caption-by = { $attribute }, по: { $by }

# Settings of forms.
help-where = Только респонденты, которые отвечают этому запросу, и те их источники, где что-то отвечает; язык запросов показан на странице «Поиск»
help-where-short = Только респонденты, которые отвечают этому запросу, и те их источники, где что-то отвечает
help-where-respondents = Только респонденты, которые отвечают этому запросу
help-codes = Только эти коды и всё под ними
help-coders = Только кодирования этих кодировщиков; код считается, если его поставил любой из них [иначе: все, и правила]
help-excluded = И респонденты, которых исключила классификация; иначе считаются только оставленные, если запрос не о самой классификации
help-by = Столбец на каждое значение этого признака; у нескольких — на каждое сочетание
help-band = Числа в интервалах, например `age:8-10,11-13,14+`, или одной ширины, например `age:5`
help-count = Что считается
help-percent = От чего проценты
help-percent-values = От чего проценты значений
help-test-codes = Проверить по каждому коду, различаются ли группы (только респонденты)
help-test = Проверить, различаются ли группы
help-ci-codes = Границы 95 % для каждого процента (только респонденты и источники)
help-ci = Границы 95 % для каждого процента
help-used = Опустить коды, которых ни у кого нет
help-all-words-count = Когда считаются слова: слова всех, а не только респондентов
help-all-words = Слова всех, а не только респондентов
help-suppress = Скрыть числа, за которыми меньше респондентов, чем порог для этих читателей (`[disclosure]` в quotebook.toml), и столько других, чтобы их нельзя было вычислить
help-suppress-routes = Не показывать числа меньшего количества респондентов и то, что их выдало бы: число или порог для этих читателей (`[disclosure]` в quotebook.toml)
help-up-to = Начиная с этого числа кодов респонденты объединяются
help-up-to-stacked = Без признака: числа кодов, начиная с этого, объединяются
help-name = Признак
help-unit-together = Что у двух кодов должно быть общим
help-within = Для «рядом»: на сколько абзацев могут отстоять фрагменты
help-limit-pairs = Показать не больше стольких пар
help-rows = Что такое строка
help-cells = Что говорит ячейка
help-near = Что стоит рядом с этим словом (`coal`, `coal*`), а не все слова
help-window = Для соседства: столько слов до и после
help-least-near = Для соседства: только слова, которые стоят там столько раз
help-limit-words = Показать не больше стольких слов
help-stop-words = Оставить слова, которые мало говорят (`the`, `and`)
help-without = Опустить и эти слова
help-order = Признак, по которому упорядочены интервью, например дата [иначе: имена источников]
help-base = Интервью, чьи коды составляют базу
help-run = Интервью, в которых за раз ищутся новые коды
help-threshold = Новые коды к кодам базы, в процентах, при которых нового нет
help-flow-attribute = Признак, по значениям которого считаются оставленные
help-show = Какие числа нарисованы
help-show-by = По группам: какие числа нарисованы
help-title = Что стоит над рисунком
help-caption = Что стоит под ним в документе
help-alt = Что на нём, для тех, кто его не видит
help-stacked = Признак, значения которого нарисованы [иначе: сколько кодов семейства у респондентов]
help-jaccard = Рисовать коэффициент Жаккара (c), а не числа
help-least-links = Только связи, за которыми не меньше стольких
help-limit-links = Не больше стольких связей, самые сильные
help-limit-sources = Не больше стольких источников, первые по именам
help-of = Два или три признака или кода, слева направо
help-to = Только маршруты в это место или в эту страну
help-transits = Сколько промежуточных мест нарисовано
help-most-places = Не больше стольких мест в одном слое; остальные объединены
help-limit-arrows = Не больше стольких стрелок, самые частые
help-candidates = Места, которые названы в заметках респондентов, но которых нет в их маршрутах; их нужно просмотреть
help-limit-corridors = Не больше стольких участков и маршрутов
help-query = Только цитаты, которые отвечают этому запросу
help-query-too = Только цитаты, которые отвечают и этому
help-code = Только цитаты под этим кодом и ниже
help-by-coder = Только цитаты, которые кодировал этот кодировщик
help-starred = Только отмеченные звездой
help-status = Только цитаты, которые дошли до этого
help-pick = Выбрать столько цитат на код: сначала со звездой, распределённые как респонденты с кодом, и никого слишком часто
help-spread = При выборе: признаки, по которым распределять [иначе: category, gender, age, place]
help-length = При выборе: только цитаты из стольких слов, например `5-60`
help-most-quotes = При выборе: не больше стольких цитат одного респондента всего
help-seed-pick = При выборе: выбирать случайно, так, как повторит это число
help-often = Называются те, у кого цитат больше этого
help-agree-coders = Кодировщики [иначе: все, кто кодировал сам]
help-agree-codes = Коды и те, что под ними [иначе: все, что применяли эти кодировщики]
help-agree-where = Только источники, где что-то отвечает этому запросу
help-against = Взять этого кодировщика за образец и сравнить с ним каждого другого
help-over-time = По частям, чтобы видеть сдвиг: по неделям (`week`) или столькими порциями источников
help-agree-unit = На чём сравниваются кодировщики [иначе: респондент и рядом знак]
help-measure = Коэффициенты: имена или `all`; gamma и gamma_cat считаются долго, их нужно назвать
help-overlap = Какую долю объединения должны делить два фрагмента, чтобы считаться одним
help-uncoded = Считать ли единицы, которым никто не дал кода
help-seed = Зерно интервалов
help-resample = Что выбирается: целые источники (или респонденты), так как единицы внутри связаны, или единицы
help-replicates = Сколько раз выбирается
help-agree-attribute = Насколько классификаторы респондентов согласны об этом признаке, а не о кодах
help-sort = Порядок
help-limit-all = Показать не больше стольких; посчитаны все
help-corpus-free = Искать только то, в чём черновик противоречит сам себе; проект не нужен
help-numbers = Сверять и числа с сегодняшними таблицами: каждое «N (x %)», «N из M» и «x %», в чьём предложении или чьих строке и столбце назван код или группа респондентов, и когда N и % в своих столбцах. В таблицах (.csv, .xlsx) только они
help-for = Находить и подписи, под которые подходит меньше респондентов, чем порог для этих читателей (`[disclosure]` в quotebook.toml). Скрытые слова находятся всегда

# The audit.
aud-paragraph = абзац { $n }
aud-line = строка { $n }
aud-given = в черновике у { $name } { $whatAttribute } `{ $given }`, в реестре `{ $value }`
word-age = возраст
word-gender = пол
word-category = категория
aud-elsewhere = этих слов нет в заметках: { $named }; они в источнике `{ $source }`
aud-unknown = в реестре нет респондента `{ $name }`
aud-words-in = эти слова в источнике `{ $source }`
aud-words-nowhere = этих слов нет ни в одном источнике
aud-unsigned = не сказано, кто говорит
aud-names-none = `{ $text }` не называет респондента
aud-names-several = `{ $text }` называет нескольких респондентов, но не чьи это слова
aud-two-ages = `{ $text }` указывает два возраста
aud-two-genders = `{ $text }` указывает два пола
aud-two-categories = `{ $text }` указывает две категории
aud-not-closed = `{ $text }`: скобка не закрыта
aud-contradicts = { $name }: { $whatAttribute } здесь `{ $value }`, а иначе здесь: { $whatClaims }
aud-same-words = те же слова здесь подписаны «{ $mine }», а иначе здесь: { $whatClaims }
aud-claim-value = цитата { $n }: `{ $value }`
aud-claim-under = цитата { $n }: «{ $theirs }»
aud-claims-and = { $what } и { $what2 }
aud-claims-list = { $what }, { $what2 } и { $what3 }
aud-redacted = в черновике напечатаны скрытые слова вместо { $words }
aud-recognisable = `{ $text }` верно для { $n } из { $n2 } респондентов, а нужно не меньше { $n3 }
aud-not-translation = это не перевод того, что говорит { $name }
aud-negation = в черновике `{ $ours }`, в источнике `{ $theirs }`: отрицание потеряно, добавлено или перенесено
aud-omission = в черновике `{ $ours }`, в источнике `{ $theirs }`: `{ $left }` пропущено без знака
aud-omission-other = в черновике `{ $ours }`, в источнике `{ $theirs }`: между ними слова другого пропущены без знака
aud-insertion = `{ $words }` нет в источнике, там `{ $theirs }`
aud-far = внутри одного предложения пропущено { $n ->
    [one] { $n } слово
    [few] { $n } слова
    [many] { $n } слов
   *[other] { $n } слова
 }: в черновике `{ $ours }`, в источнике `{ $theirs }`
aud-altered = в черновике `{ $ours }`, в источнике `{ $theirs }`
aud-reordered = `{ $words }` стоит в источнике в другом порядке, чем в черновике
aud-between = между `{ $words }` и тем, что дальше, слова пропущены без знака
aud-interviewer = `{ $words }` сказал интервьюер
aud-somebody = `{ $words }` сказал другой: { $mayName }
aud-nowhere = `{ $words }` нет ни в одном источнике
aud-nowhere-near = `{ $words }` нет ни в одном источнике; ближе всего `{ $near }`
aud-mend-two = две цитаты или фрагменты поближе друг к другу
aud-mend-order = фрагменты в порядке источника
aud-mend-interviewer = цитата без слов интервьюера
aud-mend-own = отдельная цитата с подписью: { $mayName }
aud-what-all = { $code }, все
aud-what-respondents = респонденты: { $group }
aud-no-project = здесь нет проекта: черновик сверяется только сам с собой

# What an import says.
imp-source-new = { $n ->
    [one] { $n } знак
    [few] { $n } знака
    [many] { $n } знаков
   *[other] { $n } знака
 }
imp-not-read = такие файлы не импортируются
imp-codes = { $whatCount }: новых { $n2 }, изменено { $n3 }
imp-again = { $whatCount }: новых { $n2 }, уже были { $n3 }, отклонено { $n4 }
imp-new-codings = { $whatCount }: новых кодирований { $n2 }, уже были { $n3 }, отклонено { $n4 }
imp-answers = { $whatCount }: новых { $n2 }, изменено { $n3 }, без изменений { $n4 }; пустых { $n5 }
imp-n-codes = { $n ->
    [one] { $n } код
    [few] { $n } кода
    [many] { $n } кодов
   *[other] { $n } кода
 }
imp-n-code = { $n ->
    [one] { $n } код
    [few] { $n } кода
    [many] { $n } кодов
   *[other] { $n } кода
 }
imp-n-codings = { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }
imp-n-coding = { $n ->
    [one] { $n } кодирование
    [few] { $n } кодирования
    [many] { $n } кодирований
   *[other] { $n } кодирования
 }
imp-n-respondents = { $n ->
    [one] { $n } респондент
    [few] { $n } респондента
    [many] { $n } респондентов
   *[other] { $n } респондента
 }
imp-n-respondent = { $n ->
    [one] { $n } респондент
    [few] { $n } респондента
    [many] { $n } респондентов
   *[other] { $n } респондента
 }
imp-n-segments = { $n ->
    [one] { $n } фрагмент
    [few] { $n } фрагмента
    [many] { $n } фрагментов
   *[other] { $n } фрагмента
 }
imp-n-segment = { $n ->
    [one] { $n } фрагмент
    [few] { $n } фрагмента
    [many] { $n } фрагментов
   *[other] { $n } фрагмента
 }
imp-n-places = { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
imp-n-place = { $n ->
    [one] { $n } место
    [few] { $n } места
    [many] { $n } мест
   *[other] { $n } места
 }
imp-n-stops = { $n ->
    [one] { $n } остановка
    [few] { $n } остановки
    [many] { $n } остановок
   *[other] { $n } остановки
 }
imp-n-stop = { $n ->
    [one] { $n } остановка
    [few] { $n } остановки
    [many] { $n } остановок
   *[other] { $n } остановки
 }
imp-n-classifications = { $n ->
    [one] { $n } классификация
    [few] { $n } классификации
    [many] { $n } классификаций
   *[other] { $n } классификации
 }
imp-n-classification = { $n ->
    [one] { $n } классификация
    [few] { $n } классификации
    [many] { $n } классификаций
   *[other] { $n } классификации
 }
imp-n-answers = { $n ->
    [one] { $n } открытый ответ
    [few] { $n } открытых ответа
    [many] { $n } открытых ответов
   *[other] { $n } открытых ответа
 }
imp-n-answer = { $n ->
    [one] { $n } открытый ответ
    [few] { $n } открытых ответа
    [many] { $n } открытых ответов
   *[other] { $n } открытых ответа
 }
imp-n-attributes = признаки: { $list }
imp-no-notes = без заметок { $n ->
    [one] { $n } респондент
    [few] { $n } респондента
    [many] { $n } респондентов
   *[other] { $n } респондента
 }: { $list }
imp-no-notes-one = без заметок { $n ->
    [one] { $n } респондент
    [few] { $n } респондента
    [many] { $n } респондентов
   *[other] { $n } респондента
 }: { $list }
imp-no-respondent = без респондента { $n ->
    [one] { $n } источник
    [few] { $n } источника
    [many] { $n } источников
   *[other] { $n } источника
 }: { $list }
imp-no-respondent-one = без респондента { $n ->
    [one] { $n } источник
    [few] { $n } источника
    [many] { $n } источников
   *[other] { $n } источника
 }: { $list }
imp-same-name = у `{ $name }` и `{ $file }` одно имя без окончания и папки; на каждый источник нужен один файл: дайте одному из них другое имя
imp-replaced = `{ $name }` заменил то, что в `{ $file }`; под этим именем нужен более новый файл
imp-names-unknown = называет респондента `{ $name }`, которого нет в реестре
imp-version = версия { $n }, { $what }
imp-carried = { $what }: на месте { $n2 }, сдвинуто { $n3 }, потеряно { $n4 }
imp-kept = оставлено как записано здесь, в файле не менялось ({ $whatCount }): { $list }
imp-both = { $what } — изменено и здесь, и в файле; оставлено как здесь, `--anyway` берёт из файла
imp-both-answer = респондент { $name }: { $attribute } (здесь { $mayOwn }, в файле { $mayFile }, прежде { $mayBefore })
imp-n-route = маршрутов: { $n }
imp-n-routes = маршрутов: { $n }
imp-both-route = респондент `{ $name }`: маршрут
imp-both-country = место `{ $name }`: страна
imp-both-at = место `{ $name }`: координаты
imp-stop-changed = респондент `{ $name }`, остановка { $number }: изменено ({ $list })
imp-place-changed = место `{ $name }`: изменено ({ $list })
imp-settled-holds = респондент `{ $name }` отнесён здесь к `{ $value }`; { $day } решено `{ $settled }`, и это остаётся в силе, пока не решено заново
consensus-nobody = `{ $name }` — ничьё имя, ожидается, кто классифицирует, или решение с причиной
imp-lost = потеряно: `{ $code }` на «{ $words }»
imp-moved = сдвинуто с изменением: «{ $before }» теперь «{ $after }»
imp-attribute-was = признак `{ $name }` был { $mayBefore }, теперь { $mayAfter }
imp-value-was = респондент { $name }: { $attribute } был { $mayBefore }, стал { $mayAfter }
imp-definition = у `{ $code }` теперь определение { $n }
imp-no-codes = кодовая книга без кодов
imp-added = добавлено ({ $whatCount }): { $list }
imp-n-coders = { $n ->
    [one] { $n } кодировщик
    [few] { $n } кодировщика
    [many] { $n } кодировщиков
   *[other] { $n } кодировщика
 }
imp-n-coder = { $n ->
    [one] { $n } кодировщик
    [few] { $n } кодировщика
    [many] { $n } кодировщиков
   *[other] { $n } кодировщика
 }
imp-row = строка { $number }: { $whatReason }
imp-code-unknown = кода `{ $code }` нет в кодовой книге
imp-coder-unknown = кодировщика `{ $coder }` нет в проекте
imp-text-other = этого текста нет на { $start }–{ $end } в источнике `{ $source }`, там «{ $words }»
imp-none-taken = ничего из этого не удалось взять: { $what }
imp-who-when = таблица не говорит, кто и когда это написал
imp-no-text = в нём нет текста
imp-no-text-scan = в нём нет текста; если это скан, сначала распознайте текст
imp-not-notes = `.{ $ending }` не вид заметок; годятся { $endings }
imp-not-report = `.{ $ending }` не вид отчёта; годятся { $endings }
imp-not-utf8 = это не UTF-8; нужен файл кодовой книги
imp-not-text = байт { $n } не текст; нужен текстовый файл в UTF-8, UTF-16 или восьмибитной кодировке
imp-damaged = это не PDF или он повреждён
imp-locked = он закрыт паролем; нужен файл без пароля
imp-not-word = это не файл Word или OpenDocument: { $reason }
imp-columns = в `{ $name }` столбцы { $columns }; нужен столбец респондента (реестр, ответы), кода и определения (кодовая книга) или источника, кода, начала и конца (кодирования); скажите это в поле «Что в столбцах»: COLUMN=ROLE
imp-empty-sheet = `{ $name }` пуст; нужна строка с именами столбцов
imp-archive = это архив исследования; его восстанавливает `quotebook restore`
imp-no-new = проект другой программы приносит свои коды и кодировщиков, а новые запрещены
imp-no-rules = значения `{ $attribute }` взяты как есть: в quotebook.toml нет `[classification.{ $attribute2 }]`
imp-places-like = `{ $name }` похоже на `{ $other }`; если это одно место, их нужно объединить
imp-redacted = { $whatCount }: { $n2 } больше нет в тексте; поищите новые имена
imp-comments-out = опущено { $n ->
    [one] { $n } примечание
    [few] { $n } примечания
    [many] { $n } примечаний
   *[other] { $n } примечания
 }
imp-comment-out = опущено { $n ->
    [one] { $n } примечание
    [few] { $n } примечания
    [many] { $n } примечаний
   *[other] { $n } примечания
 }
imp-insertions = принято { $n ->
    [one] { $n } исправление-вставка
    [few] { $n } исправления-вставки
    [many] { $n } исправлений-вставок
   *[other] { $n } исправления-вставки
 }
imp-insertion = принято { $n ->
    [one] { $n } исправление-вставка
    [few] { $n } исправления-вставки
    [many] { $n } исправлений-вставок
   *[other] { $n } исправления-вставки
 }
imp-deletions = опущено { $n ->
    [one] { $n } удаление
    [few] { $n } удаления
    [many] { $n } удалений
   *[other] { $n } удаления
 }, отмеченных в файле
imp-deletion = опущено { $n ->
    [one] { $n } удаление
    [few] { $n } удаления
    [many] { $n } удалений
   *[other] { $n } удаления
 }, отмеченных в файле
imp-hidden = опущено { $n ->
    [one] { $n } скрытое место
    [few] { $n } скрытых места
    [many] { $n } скрытых мест
   *[other] { $n } скрытых места
 }
imp-hidden-one = опущено { $n ->
    [one] { $n } скрытое место
    [few] { $n } скрытых места
    [many] { $n } скрытых мест
   *[other] { $n } скрытых места
 }
imp-heads = опущено колонтитулов и номеров страниц: { $n }
imp-note = { $whatCount }, { $encoding }
imp-note-one = { $n ->
    [one] { $n } знак
    [few] { $n } знака
    [many] { $n } знаков
   *[other] { $n } знака
 }
imp-misfit = респондент { $who }: { $what }
imp-misfits = респонденты { $who }: { $what }
imp-misfits-more = респонденты { $who } и ещё { $n }: { $what }
misfit-requires = классификация `{ $value }` требует от реестра `{ $rule }`
misfit-value = `{ $attribute }`: `{ $value }`, а нужно { $whatExpected }
misfit-one-of = одно из `{ $names }`
misfit-near = одно из настроек; возможно, `{ $near }`?
required-missing = не хватает настройки: { $names }
imp-attributes = признаки: { $whatList }
imp-attribute-text = { $oneName } (слова)
imp-attribute-number = { $oneName } (число)
imp-attribute-date = { $oneName } (дата)
kind-text = слова
kind-number = число
kind-date = дата
rule-of = { $what } (правило кода `{ $code }`)
query-the-end = конец
query-to = `TO`, как в `[10 TO 14]`
query-bracket = `]`
query-close = `)`
query-or-close = `OR` или `)`
query-fuzzy = `~1` или `~2` после слова
query-near = число абзацев, как в `BEFORE/3`
query-value-star = значение или `*`
query-value-colon = значение сразу после двоеточия
query-letters = слово с буквами или цифрами
query-word-phrase = слово, `"фраза"` или поле вроде `code:`
query-nested = меньше скобок друг в друге
query-between = сколько слов может стоять между, как в `"a b"~3`
query-words-quotes = слова между кавычками
query-regex-is = регулярное выражение
span-empty = `{ $place }` пусто; начало должно быть до конца
span-beyond = `{ $place }` кончается за текстом, в котором { $n ->
    [one] { $n } знак
    [few] { $n } знака
    [many] { $n } знаков
   *[other] { $n } знака
 }
span-cuts = `{ $place }` разрезает знак надвое
door-link = эта ссылка уже использована или это не ссылка: возьмите самую новую из тех, что показал `quotebook serve`
door-not-in = вход закрыт: откройте ссылку, которую показал `quotebook serve`; каждая работает один раз
door-host = это не тот адрес, который спрашивали
door-page = спрашивать об этом может только страница этого сервера
query-coder = кодировщик проекта
in-use = нельзя удалить: { $whatNoun } `{ $name }`; на это ещё ссылаются { $whatThings }, числом { $n }
things-codings = кодирования
things-codes = коды
things-memos = заметки
things-stops = остановки
things-edits = правки
things-classifications = классификации
noun-file = файл
noun-assignment = назначение
noun-decision = решение
noun-standing = состояние цитаты
noun-edit = правка
noun-translation = перевод
noun-classification = классификация
noun-stop = остановка
things-redactions = скрытые слова
things-assignments = назначения
things-translations = переводы
things-standings = состояния цитат
things-decisions = решения
things-contradictions = противоречия

# Whom disagreements are among, and settling on the page.
compared-pairs = сравниваются в источниках, которые прочитали двое: { $pairs }
left-out-coder = Не сравнивается: `{ $coder }`, у кого прочитано { $n } из { $n2 } источников, которые прочитали двое; если назвать его среди кодировщиков, сравнивается и он.
settle-nothing = ничего не решено, нужен номер того, что остаётся, `both` или `neither`
settle-meanwhile = это тем временем уже разрешено, сначала посмотрите как

# Changed by two people at once, and names of codes.
seen-changed = это тем временем изменено, теперь здесь: { $text }
code-redacted = в этом названии есть слова, вместо которых печатается `{ $shown }`, нужно название без них
