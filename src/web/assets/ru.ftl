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
next-coder = Выберите источник, прочитайте и закодируйте его
next-writer = Найдите слова, которые нужны теме
next-reviewer = Посмотрите, кто что сделал, и отмените любое изменение
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
# Tables, figures, agreement, audit.
tables-figures = Таблицы и рисунки
tables = Таблицы
figures = Рисунки
agreement = Согласованность
disagreements = Расхождения
audit = Проверка отчёта
more-settings = Другие настройки
take-along = Скачать
nothing-found = Показать нечего.
settle-them = Разрешить расхождения
settle-help = Выберите номером, что остаётся, затем напишите причину; b — всё, n — ничего, s — пропустить, j и k — вперёд и назад.
case-of = {"{0}"} из {"{1}"}
said-nothing = здесь ничего не закодировал(а)
settled-all = Расхождений не осталось.
settled-already = Разрешено ранее
decided-before = Решено ранее
both = Все
neither = Ни одно
pass = Пропустить
reason = Причина
decision = Решение
audit-help = Каждая цитата отчёта сверяется с записями: слова, пропуски, респондент, возраст, пол, категория. Черновик остаётся на этом компьютере.
drop-draft = Перетащите отчёт сюда или выберите его: Word, OpenDocument, PDF, HTML, Markdown или текст
audit-it = Проверить
claims-of = Цитат: {"{0}"}, с замечаниями: {"{1}"}
looking = Черновик читается…
commented-copy = Копия с примечаниями (.docx)
mend = Исправление
nothing-wrong = Ошибок не найдено.
number = Числа
today = сегодня
verdict-exact = дословно
verdict-edited = отредактировано, изменения отмечены
verdict-altered = изменено
verdict-misattributed = слова другого респондента
verdict-not_found = не найдено
finding-altered_words = изменены слова
finding-negation_lost = потеряно или добавлено отрицание
finding-unmarked_omission = пропуск не отмечен
finding-unmarked_insertion = вставка не отмечена
finding-reordered = порядок изменён
finding-mixed_respondents = слова двух респондентов
finding-interviewer_words = слова интервьюера
finding-wrong_respondent = другой респондент
finding-wrong_age = другой возраст
finding-wrong_gender = другой пол
finding-wrong_category = другая категория
finding-unknown_respondent = неизвестный респондент
finding-no_attribution = нет атрибуции
finding-contradicts = противоречит другой цитате
finding-malformed_attribution = атрибуция оформлена неверно
finding-not_found = нет в записях
finding-recognisable = можно узнать человека
form-table-codes = Коды по группам
form-table-factors = Число кодов семейства у респондента
form-table-attribute = Признак по группам
form-table-cooccurrence = Коды вместе
form-table-matrix = Матрица случаев и кодов
form-table-words = Слова
form-table-saturation = Насыщение
form-table-flow = От опрошенных к оставшимся
form-routes = Маршруты
form-balance = Баланс цитат
form-plot-bars = Столбцы
form-plot-stacked = Столбцы с накоплением
form-plot-heatmap = Тепловая карта
form-plot-network = Сеть кодов
form-plot-portrait = Портреты документов
form-plot-timeline = Ход кодирования
form-plot-saturation = Кривая насыщения
form-plot-sankey = Диаграмма Санки
form-plot-flow = Состав выборки
form-plot-routes = Потоки маршрутов
form-plot-map = Карта маршрутов
setting-by = По признаку
setting-codes = Коды
setting-code = Код
setting-coders = Кодировщики
setting-coder = Кодировщик
setting-where = Только где (запрос)
setting-count = Считать
setting-percent = Проценты от
setting-test = Проверить различия
setting-ci = Границы 95 %
setting-used = Только использованные коды
setting-all-words = Слова всех
setting-suppress = Скрыть меньше
setting-band = Интервалы
setting-unit = Единица
setting-attribute = Признак
setting-attributes = Признаки или коды
setting-measure = Коэффициенты
setting-against = Эталонный кодировщик
setting-over-time = По времени
setting-overlap = Перекрытие
setting-uncoded = Некодированные единицы
setting-seed = Зерно случайности
setting-resample = Перевыборка
setting-replicates = Повторы
setting-level = Шкала
setting-categories = Категории
setting-limit = Не более
setting-sort = Порядок
setting-order = Порядок интервью
setting-title = Заголовок
setting-caption = Подпись
setting-alt = Альтернативный текст
setting-least = Не менее
setting-per = На
setting-near = Рядом с
setting-window = Окно
setting-stop = Исключённые слова
setting-to = Куда
setting-from = Откуда
setting-labels = Подписи
setting-corpus-free = Без источников
setting-numbers = Проверить и числа
setting-for = Читатели
setting-pick = Выбрать
setting-status = Состояние
setting-starred = Со звездой
setting-query = Запрос
setting-name = Признак
setting-of = Два или три признака или кода
setting-within = В пределах (знаков)
setting-up-to = Не больше
setting-rows = Строки
setting-cells = Ячейки
setting-stop-words = Вместе с частыми словами
setting-without = Без этих слов
setting-base = Размер базы
setting-run = Длина серии
setting-threshold = Порог
setting-show = Показать
setting-jaccard = Жаккар
setting-transits = Места транзита
setting-most = Не более
setting-candidates = Места, названные в записях
setting-by-coder = Кодировщик
setting-spread = Распределить по
setting-often = Не более на респондента
setting-length = Слова
value-respondents = респонденты
value-sources = источники
value-segments = сегменты
value-words = слова
value-respondent = респондент
value-source = источник
value-paragraph = абзац
value-sentence = предложение
value-character = знак
value-segment = сегмент
value-column = группы
value-row = имеющих код
value-total = всех
value-asked = спрошенных
value-include = учитываются
value-exclude = не учитываются
value-team = команда
value-public = все
value-coded = есть или нет
value-percent = проценты
value-number = числа
value-cost = сначала самые дорогие
value-none = нет
value-candidate = кандидат
value-approved = одобрено
value-used = использовано
value-passage = фрагмент
value-overlap = пересечение слов
value-near = рядом

# Чтение и кодирование, кодовая книга, поиск: всё, что меняют кодировщики.
rule-together = Вместе, предложений
rules-applied = Правила применены, кодирований
count-sentences = предложений
count-respondents = респондентов
to-family = Без кода выше: семейство
n-to-split = Найдено кодирований
no-key = Сначала выберите код.
key-tree = следующий, предыдущий код в дереве
key-open = открыть код
key-up-down = к коду выше, к первому ниже
key-filter = найти код по буквам
key-new-code = новый код
key-edit = изменить, что говорит код
key-move = выбрать код выше него
n-older = { $n ->
    [one] { $n } кодирование по прежнему определению
    [few] { $n } кодирования по прежнему определению
   *[other] { $n } кодирований по прежнему определению
 }
filter-codes = Найти код
drop-family = Сюда: семейство
add-code = Добавить код
code-name = Название
definition = Определение
use-when = Когда применять
not-when = Когда не применять
example = Примеры
own-color = Свой цвет
color = Цвет
asked = К кому относится (запрос; пусто: ко всем)
version-now = Версия { $n } определения
version-n = версия { $n }
parent = Ниже кода
move-code = Переместить
was-moved = перемещён
rules = Правила автокодирования, по одному в строке
rules-help = На языке запросов. Найденное каждым правилом считается, пока вы печатаете; кодируется предложение респондента, в котором правило что-то находит.
save-rules = Сохранить правила
apply-rules = Применить правила
apply-all-rules = Применить все правила
merge-code = Слить
merge-into = Его кодирования и коды ниже переходят в этот код
split-code = Разделить
new-code-key = Ключ нового кода
split-where = Кодирования, отвечающие запросу, получат новый код
remove-code = Удалить код
remove-codings = { $n ->
    [one] Что станет с { $n } кодированием?
   *[other] Что станет с { $n } кодированиями?
 }
leaving-recode = Получат другой код
leaving-uncode = Тоже удаляются
other-code = Другой код
definition-history = Что он значил раньше
codebook-help = Выберите код, чтобы изменить его слова, место и правила. Коды можно перетаскивать на другие коды.
codebook-problems = Что скажет проверяющий
problem-double-name = у другого кода такое же название
problem-no-definition = нигде не сказано, что он значит
problem-same-rule = у другого кода такое же правило
problem-unused = не используется ни он, ни коды ниже
download = Скачать
n-respondents = { $n ->
    [one] { $n } респондент
    [few] { $n } респондента
   *[other] { $n } респондентов
 }
older-codings = Кодирования по прежнему определению
all-confirmed = Всё просмотрено.
key-next-coding = следующее, предыдущее кодирование
key-confirm = верно и по новому определению
key-open-source = открыть в источнике
meant-then = Тогда, версия { $n }
means-now = Теперь, версия { $n }
confirm = Подтвердить
nothing-ticked = Сначала отметьте абзацы.
n-ticked = Отмечено
coded-places = Закодировано мест
key-query = к запросу
key-suggestion = в запросе: выбрать предложенное, Enter вставляет
key-next-hit = следующий, предыдущий абзац
key-tick = отметить абзац
key-tick-all = отметить все или ни одного
key-code-ticked = закодировать отмеченное
suggestions = Что может здесь стоять
tick-all = Все эти
tick = Отметить
code-what = Что кодируется
unit-sentence = предложение
unit-words = найденные слова
unit-passage = весь абзац
key-save = сохранить форму
key-to-tree = назад к дереву
code-ticked = Закодировать отмеченное
show-more = Показать ещё
speakers = Говорящие
operator-and = оба
operator-or = любое из двух
operator-not = без этого
operator-overlaps = кодирования с общими словами
operator-within = кодирования внутри других
operator-before = не более чем за 3 абзаца до
not-sent = Отменено до отправки.
resized = Новые границы
divided = Отделено
joined = Соединено
divide = Отделить выделенные слова
join = Соединить со следующим
resize = Границы по выделению
no-coding = Сначала выберите кодирование: клавишами . и , или щелчком по названию
nothing-to-join = Другого кодирования с этим кодом здесь нет.
progress-read = прочитано
progress-coded = закодировано
memo-on-code = Заметка к этому коду
import-codebook = Файлы кодовой книги импортируются как записи: перетащите их на страницу источников
read-passages = Прочитано вами абзацев
key-more-sentence = на предложение больше, меньше
key-more-passage = на абзац больше, меньше
key-begin = начать на слово раньше, позже
key-ends = дать кодированию границы выделения
key-end = конец кодирования: на слово меньше, больше
key-start = его начало: на слово больше, меньше
key-divide = отделить выделенное от кодирования
key-join = соединить со следующим того же кода
key-hit = следующее, предыдущее найденное
key-unread = следующий непрочитанный абзац
hit-before = Предыдущее найденное
hit-after = Следующее найденное
not-own = Это кодирование другого кодировщика.

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
with-context = Абзацев контекста
with-places = С местами и кодировщиками
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
quote-has = В цитате
source-has = в источнике
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

# Источники и респонденты.
import-files = Импорт файлов
drop-files = Перетащите файлы сюда или выберите их: записи, списки респондентов, кодовые книги, словари (.dic, .cat, .ykd), кодирования, проекты других программ
import-map = Для чего столбцы
import-no-new = Отклонять кодирования с новым кодом или кодировщиком
import-help = Сначала вы увидите, что будет импортировано. Без вашего согласия ничего не изменится.
outcome-new = Новый
outcome-changed = Изменён
outcome-same = Без изменений
outcome-ignored = Пропущен
outcome-refused = Отклонён
told-changed = изменено:
told-left-out = опущено:
told-refused = отклонено:
too-large = Эти файлы слишком велики для одного раза. Возьмите меньше.
reading-files = Файлы читаются…
imported = Импортировано
nothing-new = Ничего нового нет.
would-import = Импортировать это
language-of-source = Язык
no-answer = нет ответа
register = Реестр
register-help = Стрелки ведут от ответа к ответу; Enter или набор меняют ответ, Escape оставляет его.
follows = Это следует из классификаций; меняется на странице респондента.
new-respondent = Новый респондент
add = Добавить
n-characters = { $n ->
    [one] { $n } знак
    [few] { $n } знака
   *[other] { $n } знаков
 }
quoted-as = Подпись:
quotes-used = Отмеченные и использованные цитаты
route = Путь
classifications = Классификации
contradictions = Реестр и записи
none = Нет.
no-evidence = Основание не указано.
lost-evidence = Слов основания больше нет в исправленном тексте.
state-single = одно мнение
state-agreed = согласны
state-settled = решено
state-unsettled = не решено
classify = Классифицировать
value = Значение
because-words = На основании этих слов
nothing-coded = У этого респондента ещё ничего не закодировано.
settle-value = Решить
they-differ = Мнения расходятся.
why = Почему
again = Это уже решали: решить заново
register-says = В реестре:
open-yet = открыто
verdict = Что верно
verdict-register = Ошибка в реестре
verdict-reading = Записи поняты неверно
verdict-both = Верно и то и другое
right-answer = Верный ответ для реестра
attribute = Атрибут
still-differ = Сохранено. Реестр и записи всё ещё расходятся; остаётся открытым.
choose-value = Выберите значение

# История, обзор и страницы, которых нет.
not-there = Этого здесь нет
not-shown = Эту страницу нельзя показать
to-overview = К обзору
as-it-was = Это проект, каким он был
past-help = Здесь ничего нельзя изменить.
back-to-now = Вернуться к настоящему
history-on = О чём: источник, респондент, код
everybody = Все
as-of-day = На конец дня
look-then = Посмотреть, как было
as-it-was-then = Каким было тогда
redo = Вернуть отменённое последним
restored = Возвращено:
later-ones = Позже
earlier-ones = Раньше
for-coders = Кодировщикам
for-writers = Авторам отчёта
for-reviewers = Проверяющим
round-open = Слепой раунд, каждый сам по себе:
round-closed = Кодирование окончено; чужого ещё никто не видел:
code-next = Продолжить с
uncoded-sources = { $n ->
    [one] { $n } источник вы ещё не кодировали
    [few] { $n } источника вы ещё не кодировали
   *[other] { $n } источников вы ещё не кодировали
 }
all-coded = В каждом источнике у вас что-то закодировано.
next-codebook = Посмотреть, что значит код
n-starred = { $n ->
    [one] { $n } цитата отмечена
    [few] { $n } цитаты отмечены
   *[other] { $n } цитат отмечено
 }
n-candidates = { $n ->
    [one] { $n } кандидат
    [few] { $n } кандидата
   *[other] { $n } кандидатов
 }
n-approved = { $n ->
    [one] { $n } цитата одобрена для печати
    [few] { $n } цитаты одобрены для печати
   *[other] { $n } цитат одобрено для печати
 }
n-used = { $n ->
    [one] { $n } цитата в отчёте
    [few] { $n } цитаты в отчёте
   *[other] { $n } цитат в отчёте
 }
idle-edits = { $n ->
    [one] { $n } правка не печатается: слова изменились
    [few] { $n } правки не печатаются: слова изменились
   *[other] { $n } правок не печатается: слова изменились
 }
to-redact = { $n ->
    [one] В { $n } источнике есть имена, о которых ещё не решено
   *[other] В { $n } источниках есть имена, о которых ещё не решено
 }
next-tables = Таблицы и рисунки для отчёта
next-audit = Проверить готовый черновик
next-disagreements = Решить, в чём кодировщики расходятся
next-agreement = Посмотреть, насколько кодировщики согласны
one-coder-yet = Когда кодировать будут несколько человек, здесь будет видно их согласие.
n-unsettled = { $n ->
    [one] О { $n } респонденте мнения расходятся
   *[other] О { $n } респондентах мнения расходятся
 }
n-outside = { $n ->
    [one] У { $n } респондента ответ не из списка
   *[other] У { $n } респондентов ответ не из списка
 }
next-register = Привести в порядок реестр
excluded-left-out = Цитаты исключённых респондентов не показаны; их покажет запрос вроде category:excluded.
offline-kept = Не сохранено: нет связи. Введённое сохраняется здесь; сохраните ещё раз, когда связь появится.
number-place = Место
number-printed = Напечатано
number-of = Что считается
number-today = Сегодня
number-verdict = Вывод
verdict-holds = верно
verdict-differs = отличается
verdict-untied = не связано с таблицей
nothing-chosen = не выбрано
fill-required = Заполните обязательные поля и нажмите «Показать».
first-files = Начните с того, что перетащите записи на страницу источников

# What cells lead to
of-sources-with = Из источников, где есть это
with-excluded = И исключённых респондентов
of-a-cell = Только респонденты одной ячейки или отметки.
show-all = Показать всех

# Codebook: order of siblings
key-shift = Переставить код среди соседних
shift-up = Выше ↑
shift-down = Ниже ↓

# Respondents: doubtful and hidden answers
take-anyway = Всё равно записать?
concealed-answer = Скрыто: в записях это зачёркнуто. Введите новый ответ, чтобы заменить.

# Every page: it is on its way
working = Подождите …

# Что остаётся по-английски, и формы.
in-english = Программа говорит по-английски:
setting-excluded = И исключённые респонденты
finding-distant_fragments = фрагменты далеко друг от друга
value-unit = единица

# Quotes: days of coding
coded-from = Закодировано с
coded-to = Закодировано до

# Чтение и кодирование: заметки, кнопки, последние коды, чужие кодирования
show-others = Показывать кодирования других
key-others = показать или скрыть кодирования других
last-codes = Последние коды
tools = С выделенными словами
tool-code = Код …
tool-new = Новый код …
tool-memo = Заметка …
key-made = Если оставить пустым, он составляется из названия.
single-keys = Отдельные буквы, цифры и знаки — клавиши этой страницы
past-kept = В другом окне открыт более ранний день. Изменения, сделанные здесь, хранятся, пока вы не вернётесь к сегодняшнему.
memo-kept = слова сохранены для следующей заметки, нажмите m

# Disagreements: settled by somebody else meanwhile, and what is missing.
settled-meanwhile = {"{0}"} тем временем разрешает это: {"{1}"} ({"{2}"}). Начатое вами осталось здесь; сохранение решит иначе.
case-changed = Кодировки тем временем изменились, и этого расхождения больше нет. Начатое вами остаётся здесь, пока вы не пойдёте дальше.
reason-first = Сначала напишите причину.
choose-first = Сначала выберите, что остаётся.

# Changed by two people at once.
take-mine = Сохранить вместо этого ваше?
take-theirs = Взять это и отбросить набранное вами?

# Read: what is redacted.
redacted-here = Волнистой чертой отмечены скрытые слова, которых не показывает ничто, что выходит из проекта ({ $n }).
