import type { en } from './en.ts';

/** Russian. */
export const ru: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Что-то в этом запросе выполнить нельзя; проверьте текст и параметры и отправьте его снова.',
  'error.quota-exceeded': 'Лимит исчерпан; /quota покажет, какой именно и когда он обновится.',
  'error.queue-full':
    'В очереди уже слишком много запросов; попробуйте снова, когда один из ваших будет готов, или используйте /cancel.',
  'error.no-provider':
    'Сейчас ни один сервис не может выполнить этот запрос; попробуйте через несколько минут или уберите часть параметров.',
  'error.not-confirmed': 'Цену никто вовремя не подтвердил; отправьте запрос ещё раз, если он всё ещё нужен.',
  'error.not-found': 'Здесь это больше не хранится; запросите новую картинку через /imagine.',
  'error.not-yours': 'Это доступно только автору запроса; создайте свою картинку через /imagine.',
  'error.store-unavailable': 'Сейчас запросы не принимаются, ничего не списано; попробуйте через минуту.',
  'error.blocked': 'Вам нельзя запрашивать здесь картинки; если это ошибка, сообщите администратору бота.',
  'error.paused':
    'Новые запросы пока не принимаются; уже принятые будут выполнены, так что попробуйте позже.',
  'error.refused-by-rules':
    'Здешние правила не допускают такой промпт, поэтому он никуда не отправлен и ничего не списано; сформулируйте его иначе.',
  'error.refused-by-check':
    'Проверка промптов, которую использует бот, не пропустила этот, поэтому он никуда не отправлен и ничего не списано; сформулируйте его иначе.',
  'error.check-away':
    'Сейчас промпты нельзя проверить, поэтому запросы не принимаются и ничего не списано; попробуйте через несколько минут.',
  'error.age-restricted':
    'Такой промпт допустим только в каналах с возрастным ограничением, ничего не списано; отправьте его там или сформулируйте иначе.',
  'error.not-on-list':
    'Этот бот доступен только определённым людям и чатам; попросите администратора бота добавить вас.',
  'error.cooling-down': 'Слишком много ваших промптов было отклонено; попробуйте позже.',
  'error.admin-only': 'Это может сделать только администратор бота; обратитесь к нему.',
  'error.helper-off':
    'Здесь не настроена чат-модель, помогающая с промптами; напишите свой с помощью /imagine.',
  'error.helper-limit':
    'Помощь с промптами на сегодня исчерпана; напишите своими словами или вернитесь завтра.',
  'error.helper-away': 'Чат-модель не ответила; попробуйте через минуту или напишите своими словами.',
  'error.helper-refused':
    'Чат-модель отказывается с этим работать; измените слова или возьмите другую картинку.',
  'error.media-too-large': 'Эта картинка слишком большая; отправьте файл поменьше.',
  'error.media-not-image':
    'Этот файл не подходит как картинка; отправьте её в формате PNG, JPEG, WebP, GIF или HEIC.',
  'error.media-unreachable': 'Не удалось скачать картинку; отправьте сам файл или попробуйте ещё раз.',
  'error.media-not-found': 'Картинки больше нет; отправьте её ещё раз.',
  'error.media-forbidden-address':
    'Этот адрес использовать нельзя; отправьте сам файл или общедоступную ссылку.',
  'error.media-timeout':
    'Картинка скачивалась слишком долго; отправьте файл поменьше или попробуйте ещё раз.',
  'error.mask-mismatch':
    'Маска не подходит к картинке; отправьте PNG того же размера, где прозрачно то, что нужно изменить.',
  'error.provider-unreachable': '{provider} не отвечает; попробуйте через несколько минут.',
  'error.provider-unauthorized': '{provider} сейчас недоступен; попробуйте позже или выберите другой сервис.',
  'error.provider-rate-limited': '{provider} сейчас перегружен; попробуйте через несколько минут.',
  'error.provider-unsupported':
    '{provider} не поддерживает такое сочетание настроек; измените их или выберите другой сервис.',
  'error.provider-rejected':
    '{provider} отклонил этот запрос; измените промпт или настройки и попробуйте снова.',
  'error.provider-moderated':
    '{provider} не пропустил этот запрос через фильтр безопасности; сформулируйте его иначе.',
  'error.provider-unavailable': '{provider} сейчас работает со сбоями; попробуйте через несколько минут.',
  'error.provider-response-invalid':
    '{provider} прислал непонятный ответ; попробуйте ещё раз или выберите другой сервис.',
  'error.provider-failed':
    '{provider} не смог создать эту картинку; попробуйте ещё раз или сформулируйте запрос иначе.',
  'error.submission-unknown':
    'Неизвестно, принял ли {provider} этот запрос, поэтому второй раз он не отправлялся; нажмите «Повторить», чтобы выполнить его заново.',
  'error.result-unusable': '{provider} прислал то, что нельзя использовать как картинку; попробуйте ещё раз.',
  'error.generation-timed-out':
    '{provider} работал слишком долго; попробуйте ещё раз, а если картинка всё же придёт, она будет в /history.',
  'error.delivery-rate-limited':
    'Этот чат сейчас не принимает новых сообщений; картинка сохранена, позже её покажет /history.',
  'error.delivery-unavailable': 'Не удалось опубликовать картинку здесь; она сохранена, её покажет /history.',
  'error.delivery-too-large':
    'Картинка слишком большая, чтобы опубликовать её здесь; она сохранена, её покажет /history.',
  'error.delivery-target-gone':
    'Места, куда должна была прийти картинка, больше нет; она сохранена, её покажет /history.',
  'error.internal':
    'У нас что-то пошло не так; попробуйте ещё раз, а если это повторится, сообщите администратору бота.',
  'provider.unnamed': 'сервис',

  // What is wrong with one word of a request
  'issue.required':
    'Не указано: {field}{allowed, select, none {; добавьте это и отправьте запрос снова.} other {; укажите одно из значений: {allowed}.}}',
  'issue.too-long': 'Слишком длинный текст ({field}); допустимо символов: {allowed}.',
  'issue.not-allowed':
    '{given, select, none {Это значение} other {«{given}»}} не подходит для параметра «{field}»{allowed, select, none {; уберите его.} other {; возможные значения: {allowed}.}}',
  'issue.out-of-range':
    '{given, select, none {Это значение} other {«{given}»}} вне допустимых пределов для параметра «{field}»{allowed, select, none {; уберите его.} other {; допустимо: {allowed}.}}',
  'issue.unknown-flag':
    'Флага {given} нет; используйте {allowed} или возьмите промпт в кавычки, если это часть текста.',
  'issue.size':
    '{given, select, none {Такой размер невозможен} other {Размер «{given}» невозможен}}; укажите ширину x высоту: стороны от 256 до 3840 пикселей, соотношение не больше 3:1, например 1536x1024.',
  'field.prompt': 'промпт',
  'field.ratio': 'пропорции (ratio)',
  'field.resolution': 'разрешение (resolution)',
  'field.size': 'размер (size)',
  'field.quality': 'качество (quality)',
  'field.count': 'количество (count)',
  'field.format': 'формат (format)',
  'field.compression': 'сжатие (compression)',
  'field.background': 'фон (background)',
  'field.provider': 'сервис (provider)',
  'field.private': 'приватно (private)',
  'field.spoiler': 'скрыто (spoiler)',
  'field.image': 'картинка',
  'field.mask': 'маска',
  'field.preset': 'пресет (preset)',
  'field.about': 'описание',

  // Refusals with figures
  'refusal.user-images':
    'Это больше вашего лимита — {limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} {period, select, month {в месяц} other {в день}}: {left, plural, =0 {не осталось ни одной} one {осталась #} few {осталось #} many {осталось #} other {осталось #}}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.chat-images':
    'Это больше лимита этого чата — {limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} {period, select, month {в месяц} other {в день}}: {left, plural, =0 {не осталось ни одной} one {осталась #} few {осталось #} many {осталось #} other {осталось #}}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.role-images':
    'Это больше лимита вашей роли — {limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} {period, select, month {в месяц} other {в день}}: {left, plural, =0 {не осталось ни одной} one {осталась #} few {осталось #} many {осталось #} other {осталось #}}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.list-images':
    'Это больше лимита вашей группы — {limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} {period, select, month {в месяц} other {в день}}: {left, plural, =0 {не осталось ни одной} one {осталась #} few {осталось #} many {осталось #} other {осталось #}}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.all-images':
    'Это больше лимита этого бота — {limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} {period, select, month {в месяц} other {в день}}: {left, plural, =0 {не осталось ни одной} one {осталась #} few {осталось #} many {осталось #} other {осталось #}}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.user-money':
    'Это больше вашего лимита — {limit} {period, select, month {в месяц} other {в день}}: осталось {left}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.chat-money':
    'Это больше лимита этого чата — {limit} {period, select, month {в месяц} other {в день}}: осталось {left}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.role-money':
    'Это больше лимита вашей роли — {limit} {period, select, month {в месяц} other {в день}}: осталось {left}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.list-money':
    'Это больше лимита вашей группы — {limit} {period, select, month {в месяц} other {в день}}: осталось {left}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.all-money':
    'Это больше лимита этого бота — {limit} {period, select, month {в месяц} other {в день}}: осталось {left}{when, select, none {.} other {, лимит обновится {when}.}}',
  'refusal.waiting':
    'У вас в очереди уже {limit, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}} — больше одному человеку нельзя; попробуйте снова, когда один из них будет готов, или используйте /cancel.',
  'refusal.blocked':
    'Вам нельзя запрашивать здесь картинки: {reason}. Если это ошибка, сообщите администратору бота.',
  'refusal.paused':
    'Новые запросы пока не принимаются: {reason}. Уже принятые будут выполнены, так что попробуйте позже.',
  'refusal.cooling-down':
    'Слишком много ваших промптов подряд было отклонено; снова отправлять запросы можно будет {when}.',
  'refusal.unable-references': 'Ни один сервис здесь не принимает столько картинок сразу; отправьте меньше.',
  'refusal.unable-mask':
    'Ни один сервис здесь не работает с маской; уберите её и напишите словами, что изменить.',
  'refusal.unable-public-address':
    'Сервисы здесь могут брать картинки только с публичного адреса, а у этого бота его нет; отправьте запрос без картинки или попросите администратора бота задать PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Сервиса с таким названием здесь нет; уберите параметр «сервис» (provider) или выберите другой.',
  'refusal.unable-price-unknown':
    'Цена этого запроса неизвестна, а лимит задан в долларах; выберите другой сервис.',
  'refusal.unable-resolution':
    'Ни один сервис здесь не умеет рисовать столько пикселей, поэтому ничего не списано; картинку можно было бы только увеличить, но деталей это не добавит.',
  'refusal.unable-unavailable':
    'Все сервисы, которые могли бы это сделать, не работают; попробуйте через несколько минут.',

  // Small answers
  'answer.no-words':
    'Напишите, что сделать с картинкой, — например, в подписи к ней или в ответе на сообщение.',
  'answer.no-prompt': 'Напишите, что нарисовать, например: /imagine маяк в шторм, масло.',
  'answer.not-a-picture':
    'Здесь подходят только картинки и текст, без голосовых сообщений и видео; отправьте картинку или опишите её.',
  'answer.no-picture': 'В этом сообщении нет картинки; выберите сообщение с картинкой.',
  'avatar.forbidden': '{name} не делится своим аватаром; возьмите другую картинку.',
  'avatar.none': 'Аватар {name} мне не виден; возьмите другую картинку.',
  'answer.retried-already': 'Попытка уже была повторена; нажмите «Ещё раз», чтобы получить новую картинку.',
  'answer.came-after-all': 'Картинка всё-таки пришла и стоит в том сообщении; дважды ничего не создавалось.',
  'answer.gone': 'Это больше не хранится; запросите новую картинку через /imagine.',
  'answer.original-gone':
    'Исходный файл больше не хранится; нажмите «Ещё раз», чтобы создать картинку заново.',
  'answer.kept': 'Картинка готова, но опубликовать её не удалось; /history покажет её бесплатно.',
  'answer.cancel-nothing': 'У вас здесь ничего не ждёт и не рисуется.',
  'answer.canceled-free':
    '{count, plural, =1 {Отменено; ничего не списано.} one {Отменён # запрос; ничего не списано.} few {Отменено # запроса; ничего не списано.} many {Отменено # запросов; ничего не списано.} other {Отменено # запроса; ничего не списано.}}',
  'answer.canceled-bought':
    '{count, plural, =1 {Отменено; запрос уже был передан, поэтому если картинка всё же придёт, она будет оплачена и попадёт в /history.} one {Отменён # запрос; они уже были переданы, поэтому картинки, которые всё же придут, будут оплачены и попадут в /history.} few {Отменено # запроса; они уже были переданы, поэтому картинки, которые всё же придут, будут оплачены и попадут в /history.} many {Отменено # запросов; они уже были переданы, поэтому картинки, которые всё же придут, будут оплачены и попадут в /history.} other {Отменено # запроса; они уже были переданы, поэтому картинки, которые всё же придут, будут оплачены и попадут в /history.}}',
  'answer.history-empty': 'У вас пока нет картинок; создайте первую через /imagine.',
  'answer.history-title': 'Ваши последние запросы. Кнопка покажет картинки ещё раз бесплатно.',

  // What is stored about a person
  'privacy.title': 'Что здесь о вас хранится:',
  'privacy.nothing': 'Здесь о вас ничего не хранится.',
  'privacy.requests':
    '{count, plural, one {# запрос с промптом и параметрами} few {# запроса с промптами и параметрами} many {# запросов с промптами и параметрами} other {# запроса с промптами и параметрами}}, самый старый — от {since}',
  'privacy.unfinished':
    '{count, plural, one {# из них ещё ждёт или рисуется} few {# из них ещё ждут или рисуются} many {# из них ещё ждут или рисуются} other {# из них ещё ждут или рисуются}}',
  'privacy.pictures':
    '{count, plural, one {# картинка, созданная} few {# картинки, созданные} many {# картинок, созданных} other {# картинки, созданные}} для вас',
  'privacy.references':
    '{count, plural, one {# образец или маска, которые} few {# образца и маски, которые} many {# образцов и масок, которые} other {# образца и маски, которые}} вы отправили',
  'privacy.ledger':
    '{count, plural, one {# строка} few {# строки} many {# строк} other {# строки}} журнала расходов: сколько с вас списано и когда',
  'privacy.sums': 'суммы использованного по дням и месяцам',
  'privacy.other': '{name}: {count, plural, one {# запись} few {# записи} many {# записей} other {# записи}}',
  'privacy.choices': 'Всё это можно получить в виде zip-файла или удалить навсегда.',
  'privacy.export': 'Выгрузить в zip-файл',
  'privacy.delete': 'Удалить…',
  'privacy.sure':
    'Удалить всё это навсегда? Запросы в очереди будут отменены, а то, что рисуется сейчас, удалится по окончании. В журнале расходов останутся суммы без вашего имени, сегодняшний расход по-прежнему учитывается в ваших лимитах, а опубликованное в чатах останется там, пока вы не удалите это сами.',
  'privacy.delete-all': 'Удалить всё',
  'privacy.keep': 'Оставить',
  'privacy.kept': 'Ничего не удалено.',
  'privacy.deleted':
    'Удалено: {requests, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}}, {pictures, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}} и всё остальное о вас.',
  'privacy.later':
    '{count, plural, one {# запрос ещё выполняется и будет удалён, как только завершится.} few {# запроса ещё выполняются и будут удалены, как только завершатся.} many {# запросов ещё выполняются и будут удалены, как только завершатся.} other {# запроса ещё выполняются и будут удалены, как только завершатся.}}',
  'privacy.export-here': 'Всё, что о вас хранится:',
  'privacy.export-part': 'Часть {number} из {count}.',
  'privacy.export-link': 'Всё, что о вас хранится ({size}); ссылка только для вас и действует сутки: {url}',
  'privacy.export-left':
    '{count, plural, one {# оригинал слишком велик для этого чата и не вошёл в выгрузку} few {# оригинала слишком велики для этого чата и не вошли в выгрузку} many {# оригиналов слишком велики для этого чата и не вошли в выгрузку} other {# оригинала слишком велики для этого чата и не вошли в выгрузку}}; попросите {count, plural, =1 {его} one {их} few {их} many {их} other {их}} у администратора бота.',

  // Several pictures for one request
  'collect.added':
    'Добавлено. Порядок: {order}. Добавьте ещё в течение десяти минут, затем отправьте /blend.',
  'collect.full':
    'Это больше, чем сервис здесь принимает за раз ({limit, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}); отправьте /blend сейчас или начните заново.',
  'collect.empty': 'Пока нечего смешивать; сначала добавьте картинки или приложите их к запросу.',
  'collect.cleared': 'Картинки убраны; следующая добавленная будет номером 1.',
  'collect.unnamed': 'без названия',
  'collect.blend': 'Смешать',
  'collect.clear': 'Начать заново',

  // Settings of people and places
  'settings.language': 'Язык',
  'settings.ratio': 'Пропорции',
  'settings.resolution': 'Размер',
  'settings.quality': 'Качество',
  'settings.format': 'Формат файла',
  'settings.private': 'Приватные ответы',
  'settings.avatar': 'Другим можно брать мой аватар',
  'settings.none': 'не задано',
  'settings.yes': 'да',
  'settings.no': 'нет',
  'settings.auto': 'автоматически',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Ваши настройки. Они действуют там, где в запросе ничего не указано.',
  'settings.place-title':
    'Настройки этого канала. Они действуют там, где ничего не указано ни в запросе, ни в настройках его автора.',
  'settings.place-forbidden': 'Менять настройки канала могут только те, кто им управляет; обратитесь к ним.',
  'settings.back': 'Назад',
  'settings.to-place': 'Настройки этого канала',
  'settings.to-personal': 'Мои настройки',

  // Presets
  'preset.title':
    'Пресеты — готовые наборы слов для запроса. Пресет указывают в параметре «пресет» (preset).',
  'preset.pictures':
    '{count, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}',
  'preset.saved': 'Пресет {name} сохранён; теперь его может использовать любой здесь.',
  'preset.replaced': 'Пресет {name} заменён; следующий запрос использует новый.',
  'preset.removed': 'Пресет {name} удалён.',
  'preset.not-here': 'У этого чата нет своего пресета {name}; посмотрите, какие есть, в списке.',
  'preset.full':
    'В этом чате уже {limit, plural, one {# пресет} few {# пресета} many {# пресетов} other {# пресета}} — больше нельзя; сначала удалите один.',
  'preset.forbidden': 'Менять пресеты чата могут только те, кто им управляет; обратитесь к ним.',

  // Moderation
  'button.rephrase': 'Сказать иначе',
  'button.add': 'Добавить и это',
  'button.sticker': 'Как стикер',
  'button.report': 'Пожаловаться',
  'moderation.refused':
    'Слова, которые здесь запрещены: {words, select, none {своих у этого чата нет} other {{words}}}',
  'moderation.allowed':
    'Выражения, которые проходят, хотя в них есть такое слово: {words, select, none {нет} other {{words}}}',
  'moderation.more': 'Есть ещё: {command}',
  'moderation.help':
    'Указания после /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Такого указания нет; /moderation без слов покажет, какие есть.',
  'report.do-remove': 'Удалить сообщение',
  'report.do-block': 'Закрыть доступ автору',
  'report.do-dismiss': 'Отклонить',
  'report.removing': 'Сообщение удаляется; картинка остаётся у автора.',
  'report.dismissed': 'Отклонено; больше ничего не происходит.',
  'report.reason': 'Причина (автор её увидит)',
  'report.block-question': 'Почему закрывается доступ? Автор это увидит. Ответьте на это сообщение ({id}).',
  'report.told': 'Жалоба отправлена; тот, кто ведёт этого бота, посмотрит.',
  'report.told-before': 'Вы уже пожаловались на эту картинку; тот, кто ведёт этого бота, об этом знает.',

  // Follow-ups
  'variation.subtle': 'слабая вариация',
  'variation.strong': 'сильная вариация',
  'variation.larger': 'перерисовано крупнее',
  'outcome.ids': '{count, plural, one {id {ids}} few {id {ids}} many {id {ids}} other {id {ids}}}',
  'follow.which': 'Какая картинка?',
  'follow.picture': 'Картинка {number}',
  'follow.all': 'Все',
  'follow.how-much': 'Насколько другой она должна быть?',
  'follow.subtle': 'Слабо: меняются мелкие детали',
  'follow.strong': 'Сильно: идея остаётся, остальное меняется',
  'follow.delete': 'Что удалить навсегда?',
  'follow.delete-this': 'Эту картинку и её публикацию',
  'follow.reuse': 'Измените текст и отправьте',
  'follow.favourite-on': 'Добавлено в избранное; его покажет /history.',
  'follow.favourite-off': 'Убрано из избранного.',
  'follow.deleted': 'Удалено: картинка, её текст и публикации. Оплаченное по-прежнему учитывается.',
  'follow.one-deleted': 'Картинка удалена.',
  'follow.delete-unfinished': 'Что-то из этого ещё рисуется; сначала отмените это, затем удалите.',
  'follow.post-removed': 'Публикация удалена; у автора запроса картинка остаётся в /history.',
  'follow.post-kept': 'Бот не может убрать эту публикацию; удалите сообщение сами.',
  'follow.post-stays': 'Картинка удалена, но её публикацию отсюда убрать нельзя; удалите это сообщение сами.',
  'follow.replaced': 'Эта картинка удалена.',
  'follow.no-parent': 'Предыдущая версия больше не хранится, возвращаться не к чему.',
  'follow.not-found': 'У вас нет картинки с таким id; ваши картинки покажет /history.',
  'follow.no-id': 'Укажите картинку: /show и короткий id, который стоит под ней.',
  'follow.favourites-empty': 'В избранном пока пусто; нажмите «В избранное» под картинкой.',
  'follow.history-title': 'Ваши картинки, сначала новые.',
  'follow.favourites-title': 'Ваше избранное, сначала новое.',
  'follow.no-more': 'Дальше в эту сторону картинок нет.',

  // Selecting a region
  'region.which': 'Какая картинка? Выберите её, а затем область, которую нужно изменить.',
  'region.picture': 'Картинка {number}',
  'region.invite':
    'Закрасьте то, что нужно изменить, и напишите, что там должно быть. Ссылка только для вас, действует 15 минут и на одно изменение.',
  'region.open': 'Открыть редактор',
  'region.grid':
    'Отметьте части, которые нужно изменить, затем нажмите «Дальше» и напишите, что там должно быть.',
  'region.go-on': 'Дальше',
  'region.none': 'Пока ничего не выбрано; отметьте хотя бы одну часть и нажмите «Дальше».',
  'region.gone': 'Этот выбор устарел; снова нажмите «Выделить область» под картинкой.',
  'region.used': 'Этот выбор уже отправлен; чтобы сделать новый, нажмите «Выделить область» под картинкой.',

  // Quota
  'quota.user': 'Вы {period, select, month {в этом месяце} other {сегодня}}: {images} · {money}',
  'quota.chat': 'Этот чат {period, select, month {в этом месяце} other {сегодня}}: {images} · {money}',
  'quota.role': 'Ваша роль {period, select, month {в этом месяце} other {сегодня}}: {images} · {money}',
  'quota.list': 'Ваша группа {period, select, month {в этом месяце} other {сегодня}}: {images} · {money}',
  'quota.all': 'Все вместе {period, select, month {в этом месяце} other {сегодня}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}{limit, select, none {} other { из {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { из {limit}}}',
  'quota.unfinished':
    'Не завершено: {unfinished, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}} (одновременно рисуется до {concurrent}, в очереди — до {queued})',
  'quota.resets': '{period, select, month {Месячный лимит} other {Дневной лимит}} обновится {when}.',
  'quota.assumed': 'Цены {providers} — оценочные: сами владельцы их не называют.',
  'quota.unknown': 'Цены {providers} неизвестны; их картинки учитываются по количеству.',

  // Progress
  'progress.waiting': 'Ждёт очереди',
  'progress.confirming':
    '{assumed, select, yes {Это стоит около {price} (цена оценочная).} other {Это стоит около {price}.}} Без вашего согласия ничего не списывается.',
  'progress.position':
    '{position, plural, =0 {следующая на очереди} one {впереди примерно # картинка} few {впереди примерно # картинки} many {впереди примерно # картинок} other {впереди примерно # картинки}}',
  'progress.position-then':
    '{position, plural, =0 {следующая на очереди} one {впереди была примерно # картинка} few {впереди было примерно # картинки} many {впереди было примерно # картинок} other {впереди было примерно # картинки}}',
  'progress.submitting': 'Передаём запрос: {provider}',
  'progress.drawing': '{provider} рисует',
  'progress.collecting': 'Забираем картинку',
  'progress.percent': '{percent} %',
  'progress.elapsed': 'прошло {duration}',
  'progress.asked': 'запрошено {when}',
  'progress.expected-at': 'обычно готово {when}',
  'progress.longer': 'дольше обычного',
  'progress.longer-until': 'дольше обычного; если ничего не придёт, попытка прекратится {when}',

  // Outcome
  'outcome.sandbox': 'Sandbox: нарисовано на этом компьютере для пробы, без модели изображений.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'увеличено здесь с {width}×{height}',
  'outcome.price-assumed': 'около {price}',
  'outcome.price-unknown': 'цена неизвестна',
  'outcome.free': 'бесплатно',
  'outcome.not-charged': 'Ничего не списано.',
  'outcome.charged': 'Списано: {price}.',
  'outcome.changed': 'Изменено: {changes}',
  'outcome.failover': '{from} не смог принять запрос, его выполнил {to}.',
  'outcome.partial':
    'Картинок готово: {made} из {asked}; остальные не получились, за них ничего не списано. {reason}',
  'outcome.revised': 'Нарисовано по описанию: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}',
  'outcome.canceled': 'Отменено; ничего не списано.',
  'outcome.canceled-bought':
    'Отменено; запрос уже был передан, поэтому если картинка всё же придёт, она будет оплачена и попадёт в /history.',
  'outcome.reencoded': 'Опубликована уменьшенная версия; кнопка покажет оригинал.',

  // Admin commands
  'admin.help':
    'Команды для администраторов; «here» в начале — только для этого чата.\nlimits [кто] · limit <кто> <20 | $5 | none | default> [day | month] · grant <кто> <20 | $5> [day | month] · reset <кто>\nblock <кто> <причина> · unblock <кто> · blocks\npause [причина] · drain [причина] · resume\ngateways · spend [month] · ledger [дней] · audit [кто] · warnings [on | off]\nКто: all, here, id, telegram:42, discord:42, role:42, list:имя; или ответ на сообщение этого человека.',
  'admin.unknown': 'Такой команды для администраторов нет; /admin без слов покажет, какие есть.',
  'admin.everybody': 'все',
  'admin.limits-of': 'Лимиты ({scope}):',
  'admin.limit-images':
    '{period, select, day {Сегодня} other {В этом месяце}}: {used, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}{limit, select, none { (без лимита)} other { из {limit}}}',
  'admin.limit-money':
    '{period, select, day {Сегодня} other {В этом месяце}}: {used}{limit, select, none { (без лимита)} other { из {limit}}}',
  'admin.reset': 'Лимиты ({scope}) снова считаются с нуля.',
  'admin.no-reason': 'причина не указана',
  'admin.is-admin':
    '{userId} — администратор этого бота, заблокировать его нельзя; сначала уберите его из ADMIN_IDS.',
  'admin.blocked':
    '{userId} больше не может запрашивать картинки {where, select, here {в этом чате} other {нигде}} и увидит причину: {reason}.{withdrawn, plural, =0 {} =1 { Один запрос из очереди отозван.} one { Из очереди отозван # запрос.} few { Из очереди отозвано # запроса.} many { Из очереди отозвано # запросов.} other { Из очереди отозвано # запроса.}} /admin unblock {userId} вернёт доступ.',
  'admin.unblocked': '{userId} снова может запрашивать картинки.',
  'admin.was-not-blocked': 'Блокировки {userId} не было; /admin blocks покажет, кто заблокирован.',
  'admin.blocks-none': 'Никто не заблокирован.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { в {chat}}}: {reason, select, none {без причины} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Запросы принимаются; {unfinished, plural, =0 {незавершённых нет} one {не завершён # запрос} few {не завершено # запроса} many {не завершено # запросов} other {не завершено # запроса}}.',
  'admin.paused':
    'Новые запросы не принимаются{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {незавершённых нет} one {осталось завершить # запрос} few {осталось завершить # запроса} many {осталось завершить # запросов} other {осталось завершить # запроса}}{mode, select, drain {, администраторы узнают, когда всё будет готово} other {}}. /admin resume снова включит приём.',
  'admin.resumed': 'Запросы снова принимаются.',
  'admin.gateway-ok': 'работает',
  'admin.gateway-put-aside': 'не принят ключ или не хватает баланса',
  'admin.gateway-open': 'несколько сбоев подряд',
  'admin.gateway-probing': 'скоро новая проверка',
  'admin.gateway-load': 'выполняется {running}, ждёт {waiting}',
  'admin.gateway-latency': 'половина за {half}, девять из десяти за {most}',
  'admin.gateway-errors':
    '{errors, select, none {за 24 ч ничего не завершилось} other {за 24 ч не удалось {errors} % из {ended}}}',
  'admin.gateway-balance': 'баланс {balance}',
  'admin.gateway-no-balance': 'баланс узнать не удалось',
  'admin.spend':
    '{period}: {images, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}, начислено {charged}',
  'admin.spend-cost': 'Расходы на сервисы — {cost}; в убыток списано {lost}.',
  'admin.spend-by-gateway': 'По сервисам:',
  'admin.spend-by-chat': 'По чатам:',
  'admin.spend-by-user': 'По пользователям:',
  'admin.spend-gateway': '{id}: {cost}, в убыток списано {lost}',
  'admin.spend-share':
    '{id}: {charged}, {images, plural, one {# картинка} few {# картинки} many {# картинок} other {# картинки}}',
  'admin.ledger': 'Журнал расходов с {from} по {to} в формате CSV.',
  'admin.ledger-too-large':
    'Это не помещается здесь в один файл; запросите меньше дней, например /admin ledger 7.',
  'admin.audit-none': 'Об этом ничего не записано.',
  'admin.warnings-always': 'Указанные в ADMIN_IDS всегда получают предупреждения личным сообщением.',
  'admin.warnings-on':
    'Вы будете получать предупреждения об этом чате личным сообщением в течение 90 дней; /admin warnings off отключит их.',
  'admin.warnings-off': 'Вы не получаете предупреждений об этом чате; /admin warnings on включит их.',

  // What admins are told without asking
  'notice.spend':
    'Использовано {percent} % лимита расходов: {used} из {limit} ({scope, select, all {все} chat {чат {id}} role {роль {id}} list {группа {id}} other {{id}}}, {span, select, month {месяц {period}} other {день {period}}}). /admin limits покажет и изменит его.',
  'notice.gateway-open':
    '{provider}: несколько сбоев подряд; пока работа не восстановится, запросы идут в другие сервисы. /admin gateways покажет, как обстоят дела.',
  'notice.gateway-put-aside':
    '{provider} не принимает ключ, или его баланс исчерпан; запросы идут в другие сервисы. Проверьте там ключ и баланс.',
  'notice.gateway-recovered': '{provider} снова работает (перерыв: {duration}).',
  'notice.submission-unknown':
    'Неизвестно, принял ли {provider} запрос {generationId} от {userId}; повторно он не отправлялся, с пользователя ничего не списано, в убыток списано {lost}. Проверьте счёт этого сервиса.',
  'notice.drained':
    'Всё принятое выполнено; Limner простаивает, его можно остановить. /admin resume снова включит приём запросов.',
  'notice.report':
    '{reporter} ({reporterId}) жалуется на картинку {picture}, автор запроса — {requester} ({requesterId}){chat, select, none {} other {, чат {chat}}}.{reason, select, none {} other { Причина: {reason}.}}{prompt, select, none {} other { Промпт: {prompt}}} /admin block {requesterId} закроет доступ.',

  // Units and times
  'unit.seconds': '{seconds} с',
  'unit.minutes': '{minutes} мин {seconds, select, 0 {} other {{seconds} с}}',
  'unit.hours': '{hours} ч {minutes, select, 0 {} other {{minutes} мин}}',
  'unit.days': '{days, plural, one {# день} few {# дня} many {# дней} other {# дня}}',
  'unit.on-in': '{date} (через {duration})',
  'unit.in': 'через {duration}',
  'unit.at': 'в {time} UTC',
  'unit.at-in': 'в {time} UTC (через {duration})',

  // Status words
  'status.queued': 'В очереди',
  'status.submitting': 'Запускается',
  'status.running': 'Рисуется',
  'status.succeeded': 'Готово',
  'status.failed': 'Не удалось',
  'status.canceled': 'Отменено',

  // Button labels
  'button.again': 'Ещё раз',
  'button.vary': 'Вариация',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'В избранное',
  'button.undo': 'Прошлая версия',
  'button.share': 'Поделиться здесь',
  'button.delete': 'Удалить',
  'button.reuse': 'Использовать снова',
  'button.subtle': 'Слабо',
  'button.strong': 'Сильно',
  'button.remove': 'Удалить навсегда',
  'button.drop': 'Удалить',
  'button.more': 'Ещё',
  'button.less': 'Свернуть',
  'button.older': 'Старее',
  'button.newer': 'Новее',
  'button.favolder': 'Старее',
  'button.favnewer': 'Новее',
  'button.history': 'Все картинки',
  'button.favourites': 'Избранное',
  'button.edit': 'Изменить',
  'button.region': 'Выделить область',
  'button.retry': 'Повторить',
  'button.cancel': 'Отменить',
  'button.original': 'Оригинал',
  'button.make': 'Создать',
  'button.show': 'Показать',

  // The prompt helper
  'helper.described':
    'Промпт, по которому могла бы выйти такая картинка; без вашего согласия ничего не рисуется:',
  'helper.suggested': 'Этим можно заменить ваш промпт; пока вы не выберете, ничего не рисуется:',
  'helper.imagine': 'Нарисовать это',
  'helper.use': 'Взять этот',
  'helper.edit': 'Сначала изменить',
  'helper.keep': 'Оставить мой',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} не принимает ваш ключ, поэтому ничего не создано; дайте новый через /key set или уберите его через /key remove.',
  'error.own-key-revoked':
    '{provider} больше не принимает ваш ключ, поэтому эту картинку не получить; дайте новый через /key set и попробуйте снова.',
  'error.own-key-missing':
    'Ваш ключ убрали раньше, поэтому ничего не куплено; попросите ещё раз, и картинка пойдёт в счёт вашей квоты.',
  'error.own-key-unreadable':
    'Ваш ключ здесь больше не читается, поэтому ничего не куплено; дайте его снова через /key set или уберите через /key remove.',
  'outcome.own-key': '{price, select, none {оплачено своим ключом} other {{price}, оплачено своим ключом}}',
  'quota.own-keys':
    'За {providers} платит ваш ключ: картинки оттуда идут в счёт вашего числа картинок, но не тратят ваши деньги здесь.',
  'privacy.own-keys':
    '{count, plural, one {# ваш ключ} few {# ваших ключа} many {# ваших ключей} other {# вашего ключа}} к сервисам, в зашифрованном виде',
  'own-key.kept':
    'Ваш ключ для {provider} с окончанием {end} хранится в зашифрованном виде: теперь он платит за то, что вы там создаёте. /key remove уберёт его.',
  'own-key.line': '{provider}: ваш ключ с окончанием {end}',
  'own-key.line-unreadable': '{provider}: ваш ключ больше не читается; дайте его снова через /key set.',
  'own-key.none': 'Ваших ключей здесь нет; /key set добавит ключ для {providers}.',
  'own-key.off': 'Свои ключи здесь не принимаются; попросите администратора бота разрешить их.',
  'own-key.not-a-key':
    'Это не похоже на ключ; скопируйте ключ целиком из своего аккаунта в сервисе и дайте его снова.',
  'own-key.not-offered': 'Укажите, для какого сервиса: принимаются ключи для {providers}.',
  'own-key.removed':
    'Ваш ключ для {providers} удалён; теперь расходуется ваша квота. То, что сейчас создаётся с ним, ещё придёт.',
  'own-key.form-title': 'Ваш ключ к сервису',
  'own-key.gateway': 'Сервис',
  'own-key.key': 'Ключ',
  'own-key.remove': 'Удалить ключ: {provider}',
  'own-key.misplaced':
    'Это похоже на ключ сервиса, поэтому он не сохранён и ничего по нему не создано; дайте его через {command}.',
  'own-key.deleted': 'Сообщение с ключом я удалил.',
  'own-key.not-deleted': 'Не удалось удалить сообщение с ключом; удалите его сами.',
};
