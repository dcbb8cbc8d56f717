import type { en } from './en.ts';

/** Turkish. */
export const tr: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Bu istekte yapılamayacak bir şey var; metni ve seçenekleri kontrol edip yeniden gönder.',
  'error.quota-exceeded': 'Bir sınır doldu; /quota hangisinin dolduğunu ve ne zaman yenileneceğini gösterir.',
  'error.queue-full':
    'Sırada zaten çok fazla istek var; isteklerinden biri bitince tekrar dene ya da /cancel kullan.',
  'error.no-provider':
    'Şu anda hiçbir servis bu isteği yapamıyor; birkaç dakika sonra ya da daha az seçenekle tekrar dene.',
  'error.not-confirmed': 'Fiyat zamanında onaylanmadı; hâlâ istiyorsan yeniden iste.',
  'error.not-found': 'Bu artık burada saklanmıyor; /imagine ile yeni bir görsel iste.',
  'error.not-yours': 'Bunu yalnızca isteyen kişi kullanabilir; /imagine ile kendi görselini iste.',
  'error.store-unavailable':
    'Şu anda istek alınamıyor ve hiçbir ücret alınmadı; bir dakika sonra tekrar dene.',
  'error.blocked':
    'Burada görsel isteyemezsin; bunun bir yanlışlık olduğunu düşünüyorsan bot yöneticisine yaz.',
  'error.paused': 'Şu anda yeni istek alınmıyor; kabul edilenler tamamlanacak, sen daha sonra tekrar dene.',
  'error.refused-by-rules':
    'Buradaki kurallar bu isteme izin vermiyor, bu yüzden hiçbir servise gönderilmedi ve ücret alınmadı; başka sözcüklerle anlat.',
  'error.refused-by-check':
    'Bu botun istem denetimi buna izin vermiyor, bu yüzden hiçbir servise gönderilmedi ve ücret alınmadı; başka sözcüklerle anlat.',
  'error.check-away':
    'Şu anda istemler denetlenemiyor, bu yüzden hiçbiri alınmıyor ve ücret alınmadı; birkaç dakika sonra tekrar dene.',
  'error.age-restricted':
    'Bu istem yalnızca yaş sınırı olan kanallar için uygun, ücret alınmadı; öyle bir kanalda iste ya da başka sözcüklerle anlat.',
  'error.not-on-list':
    'Bu bot yalnızca belirli kişiler ve yerler için; bot yöneticisinden seni eklemesini iste.',
  'error.cooling-down': 'İstemlerinin çok fazlası reddedildi; daha sonra tekrar dene.',
  'error.admin-only': 'Bunu yalnızca bot yöneticisi yapabilir; ondan iste.',
  'error.helper-off': 'Burada istemlere yardım eden bir sohbet modeli yok; istemini /imagine ile kendin yaz.',
  'error.helper-limit': 'Bugünkü istem yardımını kullandın; kendi sözlerinle yaz ya da yarın yine gel.',
  'error.helper-away':
    'Sohbet modeli yanıt vermedi; bir dakika sonra tekrar dene ya da kendi sözlerinle yaz.',
  'error.helper-refused':
    'Sohbet modeli bununla çalışmak istemiyor; sözleri değiştir ya da başka bir görsel seç.',
  'error.media-too-large': 'Bu görsel çok büyük; daha küçüğünü gönder.',
  'error.media-not-image':
    'Bu dosya kullanılabilir bir görsel değil; PNG, JPEG, WebP, GIF ya da HEIC olarak gönder.',
  'error.media-unreachable': 'Görsel indirilemedi; dosyanın kendisini gönder ya da tekrar dene.',
  'error.media-not-found': 'Görsel artık yerinde değil; yeniden gönder.',
  'error.media-forbidden-address':
    'Bu adres kullanılamaz; dosyanın kendisini ya da herkese açık bir bağlantı gönder.',
  'error.media-timeout':
    'Görselin indirilmesi çok uzun sürdü; daha küçük bir dosya gönder ya da tekrar dene.',
  'error.mask-mismatch': 'Maske görsele uymuyor; değişecek yerleri saydam olan, aynı boyutta bir PNG gönder.',
  'error.provider-unreachable': '{provider} yanıt vermiyor; birkaç dakika sonra tekrar dene.',
  'error.provider-unauthorized':
    '{provider} şu anda kullanılamıyor; daha sonra tekrar dene ya da başka bir servis seç.',
  'error.provider-rate-limited': '{provider} şu anda çok yoğun; birkaç dakika sonra tekrar dene.',
  'error.provider-unsupported':
    '{provider} bu ayarları birlikte desteklemiyor; ayarları değiştir ya da başka bir servis seç.',
  'error.provider-rejected': '{provider} bu isteği reddetti; istemi ya da ayarları değiştirip tekrar dene.',
  'error.provider-moderated': '{provider} güvenlik filtresi bu isteği engelledi; başka sözcüklerle anlat.',
  'error.provider-unavailable': '{provider} şu anda düzgün çalışmıyor; birkaç dakika sonra tekrar dene.',
  'error.provider-response-invalid':
    '{provider} anlaşılamayan bir yanıt verdi; tekrar dene ya da başka bir servis seç.',
  'error.provider-failed': '{provider} bu görseli oluşturamadı; tekrar dene ya da başka sözcüklerle anlat.',
  'error.submission-unknown':
    '{provider} bu isteği aldı mı, bilinmiyor; bu yüzden ikinci kez gönderilmedi, yeniden yapılması için “Tekrar dene” düğmesine bas.',
  'error.result-unusable': '{provider} kullanılabilir bir görsel göndermedi; tekrar dene.',
  'error.generation-timed-out':
    '{provider} çok uzun sürdü; tekrar dene, görsel yine de gelirse /history içinde bulursun.',
  'error.delivery-rate-limited':
    'Bu sohbet şu anda daha fazla mesaj almıyor; görsel saklandı, /history onu sonra getirir.',
  'error.delivery-unavailable': 'Görsel buraya gönderilemedi; saklandı, /history onu getirir.',
  'error.delivery-too-large': 'Görsel buraya gönderilemeyecek kadar büyük; saklandı, /history onu getirir.',
  'error.delivery-target-gone':
    'Görselin gönderileceği yer artık yok; görsel saklandı, /history onu getirir.',
  'error.internal': 'Bir şeyler ters gitti; tekrar dene, yine olursa bot yöneticisine yaz.',
  'provider.unnamed': 'servis',

  // What is wrong with one word of a request
  'issue.required':
    '{field} eksik{allowed, select, none {; ekleyip isteği yeniden gönder.} other {; şunlardan birini ver: {allowed}.}}',
  'issue.too-long': '{field} çok uzun; {allowed} karakter kullan.',
  'issue.not-allowed':
    '{given, select, none {Bu değer} other {“{given}”}}, {field} için kullanılamaz{allowed, select, none {; onu çıkar.} other {; şunlardan birini kullan: {allowed}.}}',
  'issue.out-of-range':
    '{given, select, none {Bu değer} other {“{given}”}}, {field} için izin verilen aralığın dışında{allowed, select, none {; onu çıkar.} other {; şunu kullan: {allowed}.}}',
  'issue.unknown-flag':
    '{given} diye bir bayrak yok; şunları kullan: {allowed}. Metnin parçasıysa istemi tırnak içine al.',
  'issue.size':
    '{given, select, none {Bu} other {“{given}”}} geçerli bir boyut değil; genişlik x yükseklik yaz: kenarlar 256–3840 piksel, oran en çok 3:1, örneğin 1536x1024.',
  'field.prompt': 'istem',
  'field.ratio': 'oran (ratio)',
  'field.resolution': 'çözünürlük (resolution)',
  'field.size': 'boyut (size)',
  'field.quality': 'kalite (quality)',
  'field.count': 'adet (count)',
  'field.format': 'biçim (format)',
  'field.compression': 'sıkıştırma (compression)',
  'field.background': 'arka plan (background)',
  'field.provider': 'servis (provider)',
  'field.private': 'gizli (private)',
  'field.spoiler': 'gizli (spoiler)',
  'field.image': 'görsel',
  'field.mask': 'maske',
  'field.preset': 'hazır ayar (preset)',
  'field.about': 'açıklama',

  // Refusals with figures
  'refusal.user-images':
    'Bu, {period, select, month {aylık} other {günlük}} {limit, plural, one {# görsellik} other {# görsellik}} sınırını aşar: {left, plural, =0 {hiç kalmadı} one {# görsel kaldı} other {# görsel kaldı}}{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.chat-images':
    'Bu, sohbetin {period, select, month {aylık} other {günlük}} {limit, plural, one {# görsellik} other {# görsellik}} sınırını aşar: {left, plural, =0 {hiç kalmadı} one {# görsel kaldı} other {# görsel kaldı}}{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.role-images':
    'Bu, rolünün {period, select, month {aylık} other {günlük}} {limit, plural, one {# görsellik} other {# görsellik}} sınırını aşar: {left, plural, =0 {hiç kalmadı} one {# görsel kaldı} other {# görsel kaldı}}{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.list-images':
    'Bu, grubunun {period, select, month {aylık} other {günlük}} {limit, plural, one {# görsellik} other {# görsellik}} sınırını aşar: {left, plural, =0 {hiç kalmadı} one {# görsel kaldı} other {# görsel kaldı}}{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.all-images':
    'Bu, botun {period, select, month {aylık} other {günlük}} {limit, plural, one {# görsellik} other {# görsellik}} sınırını aşar: {left, plural, =0 {hiç kalmadı} one {# görsel kaldı} other {# görsel kaldı}}{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.user-money':
    'Bu, {period, select, month {aylık} other {günlük}} {limit} sınırını aşar: {left} kaldı{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.chat-money':
    'Bu, sohbetin {period, select, month {aylık} other {günlük}} {limit} sınırını aşar: {left} kaldı{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.role-money':
    'Bu, rolünün {period, select, month {aylık} other {günlük}} {limit} sınırını aşar: {left} kaldı{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.list-money':
    'Bu, grubunun {period, select, month {aylık} other {günlük}} {limit} sınırını aşar: {left} kaldı{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.all-money':
    'Bu, botun {period, select, month {aylık} other {günlük}} {limit} sınırını aşar: {left} kaldı{when, select, none {.} other {, {when} yenilenir.}}',
  'refusal.waiting':
    'Sırada zaten {limit, plural, one {# isteğin} other {# isteğin}} var, bir kişi için en fazla bu kadar; biri bitince tekrar dene ya da /cancel kullan.',
  'refusal.blocked':
    'Burada görsel isteyemezsin: {reason}. Bunun bir yanlışlık olduğunu düşünüyorsan bot yöneticisine yaz.',
  'refusal.paused':
    'Şu anda yeni istek alınmıyor: {reason}. Kabul edilenler tamamlanacak, sen daha sonra tekrar dene.',
  'refusal.cooling-down': 'Art arda çok fazla istemin reddedildi; {when} yeniden isteyebilirsin.',
  'refusal.unable-references': 'Buradaki hiçbir servis bir defada bu kadar görsel almıyor; daha az gönder.',
  'refusal.unable-mask':
    'Buradaki hiçbir servis maskeyle çalışmıyor; maskeyi çıkar ve neyin değişeceğini sözle anlat.',
  'refusal.unable-public-address':
    'Buradaki servisler görselleri yalnızca herkese açık bir adresten alabiliyor, bu botun ise böyle bir adresi yok; görsel eklemeden iste ya da bot yöneticisinden PUBLIC_URL ayarlamasını iste.',
  'refusal.unable-unknown-provider':
    'Burada bu adda bir servis yok; servis (provider) seçeneğini boş bırak ya da başka birini seç.',
  'refusal.unable-price-unknown':
    'Bu isteğin fiyatı bilinmiyor ve dolar cinsinden bir sınır var; başka bir servis seç.',
  'refusal.unable-resolution':
    'Buradaki hiçbir servis bu kadar pikseli gerçekten çizemiyor, bu yüzden ücret alınmadı; görsel yalnızca büyütülebilirdi, bu da ayrıntı katmaz.',
  'refusal.unable-unavailable':
    'Bunu yapabilecek servislerin hiçbiri çalışmıyor; birkaç dakika sonra tekrar dene.',

  // Small answers
  'answer.no-words': 'Görselle ne yapılacağını yaz, örneğin görselin açıklamasına ya da bir yanıta.',
  'answer.no-prompt': 'Ne çizileceğini yaz, örneğin: /imagine fırtınada bir deniz feneri, yağlı boya.',
  'answer.not-a-picture':
    'Burada yalnızca görsel ve yazı kullanılabilir, sesli mesaj ve video kullanılamaz; bir görsel gönder ya da anlat.',
  'answer.no-picture': 'Bu mesajda görsel yok; görsel içeren bir mesaj seç.',
  'avatar.forbidden': '{name} avatarını kendine saklıyor; başka bir resim kullan.',
  'avatar.none': '{name} bana avatar göstermiyor; başka bir resim kullan.',
  'answer.retried-already': 'Bu zaten tekrar denendi; yenisi için “Bir tane daha” düğmesine bas.',
  'answer.came-after-all': 'Görsel sonunda geldi ve o mesajda duruyor; hiçbir şey iki kez oluşturulmadı.',
  'answer.gone': 'Bu artık saklanmıyor; /imagine ile yeni bir görsel iste.',
  'answer.original-gone':
    'Orijinal dosya artık saklanmıyor; yeniden yapılması için “Bir tane daha” düğmesine bas.',
  'answer.kept': 'Görselin hazır ama gönderilemedi; /history onu ücretsiz getirir.',
  'answer.cancel-nothing': 'Burada bekleyen ya da çizilen bir isteğin yok.',
  'answer.canceled-free':
    '{count, plural, one {İptal edildi; ücret alınmadı.} other {# istek iptal edildi; ücret alınmadı.}}',
  'answer.canceled-bought':
    '{count, plural, one {İptal edildi; istek çoktan iletilmişti, yine de bir görsel gelirse ücreti alınır ve /history içine eklenir.} other {# istek iptal edildi; çoktan iletilmişlerdi, yine de gelen görsellerin ücreti alınır ve /history içine eklenir.}}',
  'answer.history-empty': 'Henüz görselin yok; /imagine ile bir tane iste.',
  'answer.history-title': 'Son isteklerin. Düğme görselleri ücretsiz yeniden getirir.',

  // What is stored about a person
  'privacy.title': 'Burada seninle ilgili saklananlar:',
  'privacy.nothing': 'Burada seninle ilgili hiçbir şey saklanmıyor.',
  'privacy.requests':
    '{count, plural, one {istemi ve seçenekleriyle # istek} other {istemleri ve seçenekleriyle # istek}}, en eskisi: {since}',
  'privacy.unfinished':
    '{count, plural, one {bunlardan # tanesi hâlâ bekliyor ya da çiziliyor} other {bunlardan # tanesi hâlâ bekliyor ya da çiziliyor}}',
  'privacy.pictures': 'senin için oluşturulmuş {count, plural, one {# görsel} other {# görsel}}',
  'privacy.references':
    'gönderdiğin {count, plural, one {# referans ya da maske} other {# referans ve maske}}',
  'privacy.ledger':
    'hesap defterinde {count, plural, one {# satır} other {# satır}}: senden ne kadar ve ne zaman ücret alındığı',
  'privacy.sums': 'kullandıklarının günlük ve aylık toplamları',
  'privacy.other': '{name}: {count, plural, one {# kayıt} other {# kayıt}}',
  'privacy.choices': 'Hepsini zip dosyası olarak alabilir ya da kalıcı olarak sildirebilirsin.',
  'privacy.export': 'Zip olarak dışa aktar',
  'privacy.delete': 'Sil…',
  'privacy.sure':
    'Bunların hepsi kalıcı olarak silinsin mi? Bekleyenler iptal edilir, çizilmekte olanlar bitince silinir. Hesap defterindeki tutarlar adın olmadan kalır, bugünkü kullanımın sınırlarına sayılmaya devam eder, sohbetlere gönderilenler ise sen oradan silene kadar kalır.',
  'privacy.delete-all': 'Her şeyi sil',
  'privacy.keep': 'Kalsın',
  'privacy.kept': 'Hiçbir şey silinmedi.',
  'privacy.deleted':
    'Silindi: {requests, plural, one {# istek} other {# istek}}, {pictures, plural, one {# görsel} other {# görsel}} ve seninle ilgili diğer her şey.',
  'privacy.later':
    '{count, plural, one {# istek hâlâ sürüyor ve biter bitmez silinecek.} other {# istek hâlâ sürüyor ve biter bitmez silinecek.}}',
  'privacy.export-here': 'Seninle ilgili saklanan her şey:',
  'privacy.export-part': 'Bölüm {number} / {count}.',
  'privacy.export-link':
    'Seninle ilgili saklanan her şey ({size}); bağlantı yalnızca sana ait ve bir gün geçerli: {url}',
  'privacy.export-left':
    '{count, plural, one {# orijinal bu sohbet için çok büyük olduğundan eklenmedi} other {# orijinal bu sohbet için çok büyük olduğundan eklenmedi}}; {count, plural, one {onu} other {onları}} bot yöneticisinden iste.',

  // Several pictures for one request
  'collect.added': 'Eklendi. Sıra: {order}. On dakika içinde başkalarını da ekle, sonra /blend gönder.',
  'collect.full':
    'Buradaki bir servis bir defada en fazla {limit, plural, one {# görsel} other {# görsel}} alıyor; şimdi /blend gönder ya da baştan başla.',
  'collect.empty': 'Henüz harmanlanacak görsel yok; önce birkaç tane ekle ya da isteğinle birlikte gönder.',
  'collect.cleared': 'Görseller kaldırıldı; ekleyeceğin ilk görsel 1 numara olur.',
  'collect.unnamed': 'adsız',
  'collect.blend': 'Harmanla',
  'collect.clear': 'Baştan başla',

  // Settings of people and places
  'settings.language': 'Dil',
  'settings.ratio': 'Oran',
  'settings.resolution': 'Boyut',
  'settings.quality': 'Kalite',
  'settings.format': 'Dosya biçimi',
  'settings.private': 'Gizli yanıtlar',
  'settings.avatar': 'Başkaları avatarımı kullanabilir',
  'settings.none': 'ayarlanmadı',
  'settings.yes': 'evet',
  'settings.no': 'hayır',
  'settings.auto': 'otomatik',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Ayarların. İsteğinde belirtmediklerin bunlarla tamamlanır.',
  'settings.place-title':
    'Bu kanalın ayarları. İstekte belirtilmeyen ve yazanın da ayarlamadığı şeyler bunlarla tamamlanır.',
  'settings.place-forbidden':
    'Bu kanalın ayarlarını yalnızca kanalı yönetenler değiştirebilir; onlardan birine sor.',
  'settings.back': 'Geri',
  'settings.to-place': 'Bu kanalın ayarları',
  'settings.to-personal': 'Ayarlarım',

  // Presets
  'preset.title':
    'Hazır ayarlar: bir istek için hazır sözcük grupları. hazır-ayar (preset) seçeneğiyle birini belirt.',
  'preset.pictures': '{count, plural, one {# görsel} other {# görsel}}',
  'preset.saved': '{name} hazır ayarı kaydedildi; artık buradaki herkes kullanabilir.',
  'preset.replaced': '{name} hazır ayarı değiştirildi; bir sonraki istek yenisini kullanır.',
  'preset.removed': '{name} hazır ayarı kaldırıldı.',
  'preset.not-here': 'Bu sohbetin {name} adında kendi hazır ayarı yok; listede olanlara bak.',
  'preset.full':
    'Bu sohbette zaten {limit, plural, one {# hazır ayar} other {# hazır ayar}} var, en fazla bu kadar olabilir; önce birini kaldır.',
  'preset.forbidden':
    'Bu sohbetin hazır ayarlarını yalnızca sohbeti yönetenler değiştirebilir; onlardan birine sor.',

  // Moderation
  'button.rephrase': 'Başka türlü söyle',
  'button.add': 'Bunu da ekle',
  'button.sticker': 'Çıkartma olarak',
  'button.report': 'Bildir',
  'moderation.refused':
    'Burada reddedilen sözcükler: {words, select, none {bu sohbetin kendine ait yok} other {{words}}}',
  'moderation.allowed':
    'Bu sözcükler geçse de kabul edilen ifadeler: {words, select, none {yok} other {{words}}}',
  'moderation.more': 'Devamı var: {command}',
  'moderation.help':
    '/moderation ardından yazılanlar:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Böyle bir denetim komutu yok; tek başına /moderation olanları gösterir.',
  'report.do-remove': 'Gönderiyi sil',
  'report.do-block': 'İsteyeni engelle',
  'report.do-dismiss': 'Yok say',
  'report.removing': 'Gönderi siliniyor; görsel isteyende kalır.',
  'report.dismissed': 'Yok sayıldı; başka bir şey olmaz.',
  'report.reason': 'Neden (kişi okur)',
  'report.block-question': 'Neden engelleniyor? Kişi okur. Bu mesajı yanıtla ({id}).',
  'report.told': 'Bildirildi; bu botu işleten inceleyecek.',
  'report.told-before': 'Bu görseli zaten bildirdin; bu botu işletenin haberi var.',

  // Follow-ups
  'variation.subtle': 'hafif çeşitleme',
  'variation.strong': 'güçlü çeşitleme',
  'variation.larger': 'daha büyük yeniden çizildi',
  'outcome.ids': '{count, plural, one {id {ids}} other {id {ids}}}',
  'follow.which': 'Hangi görsel?',
  'follow.picture': 'Görsel {number}',
  'follow.all': 'Hepsi',
  'follow.how-much': 'Ne kadar farklı olsun?',
  'follow.subtle': 'Hafif: küçük ayrıntılar değişir',
  'follow.strong': 'Güçlü: fikir kalır, gerisi değişir',
  'follow.delete': 'Kalıcı olarak ne silinsin?',
  'follow.delete-this': 'Bu görsel ve gönderisi',
  'follow.reuse': 'Metni değiştirip gönder',
  'follow.favourite-on': 'Favorilerine eklendi; /history onları gösterir.',
  'follow.favourite-off': 'Favorilerinden çıkarıldı.',
  'follow.deleted': 'Silindi: görsel, metni ve gönderileri. Ödenen tutar sayılmaya devam eder.',
  'follow.one-deleted': 'Görsel silindi.',
  'follow.delete-unfinished': 'Bunun bir kısmı hâlâ çiziliyor; önce iptal et, sonra sil.',
  'follow.post-removed': 'Gönderi silindi; görseli isteyen kişi onu /history içinde bulabilir.',
  'follow.post-kept': 'Bot bu gönderiyi kaldıramıyor; mesajı kendin sil.',
  'follow.post-stays': 'Görsel silindi ama gönderisi buradan kaldırılamıyor; o mesajı kendin sil.',
  'follow.replaced': 'Bu görsel silindi.',
  'follow.no-parent': 'Önceki sürüm artık saklanmıyor, bu yüzden geri dönülecek bir şey yok.',
  'follow.not-found': 'Bu id ile bir görselin yok; görsellerini /history gösterir.',
  'follow.no-id': 'Hangi görsel olduğunu yaz: /show ve görselin altındaki kısa id.',
  'follow.favourites-empty': 'Henüz favorin yok; bir görselin altındaki “Favorilere ekle” düğmesine bas.',
  'follow.history-title': 'Görsellerin, en yeniden eskiye.',
  'follow.favourites-title': 'Favorilerin, en yeniden eskiye.',
  'follow.no-more': 'Bu yönde başka görsel yok.',

  // Selecting a region
  'region.which': 'Hangi görsel? Önce onu, sonra değişecek bölgeyi seç.',
  'region.picture': 'Görsel {number}',
  'region.invite':
    'Değişecek yeri boya ve orada ne olması gerektiğini yaz. Bağlantı yalnızca sana ait; 15 dakika ve tek bir değişiklik için geçerli.',
  'region.open': 'Boyama sayfasını aç',
  'region.grid': 'Değişecek parçalara bas, sonra “Devam”a basıp orada ne olması gerektiğini yaz.',
  'region.go-on': 'Devam',
  'region.none': 'Henüz hiçbir parça seçilmedi; en az birine bas, sonra “Devam”a bas.',
  'region.gone': 'Bu seçimin süresi doldu; görselin altındaki “Bölge seç” düğmesine yeniden bas.',
  'region.used': 'Bu seçim zaten gönderildi; yenisi için görselin altındaki “Bölge seç” düğmesine bas.',

  // Quota
  'quota.user': 'Sen, {period, select, month {bu ay} other {bugün}}: {images} · {money}',
  'quota.chat': 'Bu sohbet, {period, select, month {bu ay} other {bugün}}: {images} · {money}',
  'quota.role': 'Rolün, {period, select, month {bu ay} other {bugün}}: {images} · {money}',
  'quota.list': 'Grubun, {period, select, month {bu ay} other {bugün}}: {images} · {money}',
  'quota.all': 'Herkes, {period, select, month {bu ay} other {bugün}}: {images} · {money}',
  'quota.images':
    '{used, plural, one {# görsel} other {# görsel}}{limit, select, none {} other { / {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { / {limit}}}',
  'quota.unfinished':
    'Bitmemiş: {unfinished, plural, one {# istek} other {# istek}} (aynı anda {concurrent} çizilir, {queued} bekleyebilir)',
  'quota.resets': '{period, select, month {Aylık kota} other {Günlük kota}} {when} yenilenir.',
  'quota.assumed': '{providers} fiyatları tahminîdir: sahipleri fiyat açıklamıyor.',
  'quota.unknown': '{providers} fiyatları bilinmiyor; görselleri adet olarak sayılıyor.',

  // Progress
  'progress.waiting': 'Sıra bekleniyor',
  'progress.confirming':
    '{assumed, select, yes {Tahminî fiyata göre bunun ücreti yaklaşık {price}.} other {Bunun ücreti yaklaşık {price}.}} Sen onaylamadan ücret alınmaz.',
  'progress.position':
    '{position, plural, =0 {sıradaki bu} one {önünde yaklaşık # görsel var} other {önünde yaklaşık # görsel var}}',
  'progress.position-then':
    '{position, plural, =0 {sıradaki bu} one {önünde yaklaşık # görsel vardı} other {önünde yaklaşık # görsel vardı}}',
  'progress.submitting': 'İletiliyor: {provider}',
  'progress.drawing': '{provider} çiziyor',
  'progress.collecting': 'Görsel alınıyor',
  'progress.percent': '%{percent}',
  'progress.elapsed': '{duration} geçti',
  'progress.asked': '{when} istendi',
  'progress.expected-at': 'genelde {when} hazır olur',
  'progress.longer': 'her zamankinden uzun sürüyor',
  'progress.longer-until': 'her zamankinden uzun sürüyor, sonuç gelmezse {when} vazgeçilecek',

  // Outcome
  'outcome.sandbox': 'Sandbox: görsel modeli olmadan, deneme amacıyla bu makinede çizildi.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': '{width}×{height} boyutundan burada büyütüldü',
  'outcome.price-assumed': 'yaklaşık {price}',
  'outcome.price-unknown': 'fiyatı bilinmiyor',
  'outcome.free': 'ücretsiz',
  'outcome.not-charged': 'Ücret alınmadı.',
  'outcome.charged': 'Alınan ücret: {price}.',
  'outcome.changed': 'Değiştirilen: {changes}',
  'outcome.failover': '{from} isteği alamadı, {to} yaptı.',
  'outcome.partial':
    '{asked} görselden {made} tanesi hazır; kalanlar başarısız oldu ve ücretleri alınmadı. {reason}',
  'outcome.revised': 'Çizilen istem: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, one {# görsel} other {# görsel}}',
  'outcome.canceled': 'İptal edildi; ücret alınmadı.',
  'outcome.canceled-bought':
    'İptal edildi; istek çoktan iletilmişti, yine de bir görsel gelirse ücreti alınır ve /history içine eklenir.',
  'outcome.reencoded': 'Aslından küçük gönderildi; düğme orijinali getirir.',

  // Admin commands
  'admin.help':
    'Yöneticiler için komutlar; başa eklenen “here” yalnızca bu sohbet demektir.\nlimits [kim] · limit <kim> <20 | $5 | none | default> [day | month] · grant <kim> <20 | $5> [day | month] · reset <kim>\nblock <kim> <neden> · unblock <kim> · blocks\npause [neden] · drain [neden] · resume\ngateways · spend [month] · ledger [gün] · audit [kim] · warnings [on | off]\nKim: all, here, bir id, telegram:42, discord:42, role:42, list:ad; ya da kişinin bir mesajına yanıt ver.',
  'admin.unknown': 'Böyle bir yönetici komutu yok; tek başına /admin hangilerinin olduğunu gösterir.',
  'admin.everybody': 'herkes',
  'admin.limits-of': 'Sınırlar ({scope}):',
  'admin.limit-images':
    '{period, select, day {Bugün} other {Bu ay}}: {used, plural, one {# görsel} other {# görsel}}{limit, select, none { (sınır yok)} other { / {limit}}}',
  'admin.limit-money':
    '{period, select, day {Bugün} other {Bu ay}}: {used}{limit, select, none { (sınır yok)} other { / {limit}}}',
  'admin.reset': 'Sınırlar ({scope}) yeniden sıfırdan sayılıyor.',
  'admin.no-reason': 'neden belirtilmedi',
  'admin.is-admin': '{userId} bu botun yöneticisi, engellenemez; önce onu ADMIN_IDS listesinden çıkar.',
  'admin.blocked':
    '{userId} artık {where, select, here {bu sohbette} other {hiçbir yerde}} görsel isteyemez ve nedenini görür: {reason}.{withdrawn, plural, =0 {} one { Bekleyen bir isteği geri çekildi.} other { Bekleyen # isteği geri çekildi.}} /admin unblock {userId} engeli kaldırır.',
  'admin.unblocked': '{userId} yeniden görsel isteyebilir.',
  'admin.was-not-blocked': '{userId} engellenmiş değildi; kimlerin engelli olduğunu /admin blocks gösterir.',
  'admin.blocks-none': 'Engellenen kimse yok.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { ({chat})}}: {reason, select, none {neden yok} other {{reason}}} ({by}, {day})',
  'admin.running':
    'İstekler alınıyor; {unfinished, plural, =0 {bitmemiş istek yok} one {# istek bitmedi} other {# istek bitmedi}}.',
  'admin.paused':
    'Yeni istek alınmıyor{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {bitecek istek kalmadı} one {# istek daha bitecek} other {# istek daha bitecek}}{mode, select, drain {, hepsi bitince yöneticilere haber verilir} other {}}. /admin resume istekleri yeniden açar.',
  'admin.resumed': 'İstekler yeniden alınıyor.',
  'admin.gateway-ok': 'çalışıyor',
  'admin.gateway-put-aside': 'anahtar ya da bakiye reddedildi',
  'admin.gateway-open': 'art arda birkaç kez başarısız oldu',
  'admin.gateway-probing': 'birazdan yeniden denenecek',
  'admin.gateway-load': '{running} çalışıyor, {waiting} bekliyor',
  'admin.gateway-latency': 'yarısı {half} içinde, onda dokuzu {most} içinde',
  'admin.gateway-errors':
    '{errors, select, none {24 saatte hiçbir istek bitmedi} other {24 saatte {ended} isteğin %{errors} kadarı başarısız}}',
  'admin.gateway-balance': 'bakiye {balance}',
  'admin.gateway-no-balance': 'bakiye öğrenilemedi',
  'admin.spend': '{period}: {images, plural, one {# görsel} other {# görsel}}, {charged} ücret alındı',
  'admin.spend-cost': 'Servislerin maliyeti {cost}; {lost} zarar yazıldı.',
  'admin.spend-by-gateway': 'Servislere göre:',
  'admin.spend-by-chat': 'Sohbetlere göre:',
  'admin.spend-by-user': 'Kullanıcılara göre:',
  'admin.spend-gateway': '{id}: {cost}, {lost} zarar yazıldı',
  'admin.spend-share': '{id}: {charged}, {images, plural, one {# görsel} other {# görsel}}',
  'admin.ledger': 'Hesap defteri, {from} – {to}, CSV olarak.',
  'admin.ledger-too-large':
    'Bu, buradaki tek bir dosyaya sığmıyor; daha az gün iste, örneğin /admin ledger 7.',
  'admin.audit-none': 'Bununla ilgili kayıt yok.',
  'admin.warnings-always': 'ADMIN_IDS listesindekiler her zaman özel mesajla uyarılır.',
  'admin.warnings-on':
    'Bu sohbetle ilgili konularda 90 gün boyunca özel mesajla uyarılacaksın; /admin warnings off bunu kapatır.',
  'admin.warnings-off': 'Bu sohbetle ilgili konularda uyarılmıyorsun; /admin warnings on bunu açar.',

  // What admins are told without asking
  'notice.spend':
    'Bir harcama sınırının %{percent} kadarı kullanıldı: {used} / {limit} ({scope, select, all {herkes} chat {sohbet {id}} role {rol {id}} list {grup {id}} other {{id}}}, {span, select, month {ay {period}} other {gün {period}}}). /admin limits sınırı gösterir ve değiştirir.',
  'notice.gateway-open':
    '{provider} art arda birkaç kez başarısız oldu; yeniden çalışana kadar istekler diğer servislere gidiyor. Durumu /admin gateways gösterir.',
  'notice.gateway-put-aside':
    '{provider} anahtarı reddediyor ya da bakiyesi bitti; istekler diğer servislere gidiyor. Oradaki anahtarı ve bakiyeyi kontrol et.',
  'notice.gateway-recovered': '{provider} {duration} sonra yeniden çalışıyor.',
  'notice.submission-unknown':
    '{provider}, {userId} kullanıcısının {generationId} isteğini aldı mı, bilinmiyor; istek yeniden gönderilmedi, kullanıcıdan ücret alınmadı ve {lost} zarar yazıldı. Servisin faturasına bak.',
  'notice.drained':
    'Kabul edilen her şey bitti; Limner boşta ve durdurulabilir. /admin resume istekleri yeniden açar.',
  'notice.report':
    '{reporter} ({reporterId}), {requester} ({requesterId}) kullanıcısının {picture} görselini bildirdi{chat, select, none {} other { (sohbet: {chat})}}.{reason, select, none {} other { Neden: {reason}.}}{prompt, select, none {} other { İstem: {prompt}}} /admin block {requesterId} onu engeller.',

  // Units and times
  'unit.seconds': '{seconds} sn',
  'unit.minutes': '{minutes} dk {seconds, select, 0 {} other {{seconds} sn}}',
  'unit.hours': '{hours} sa {minutes, select, 0 {} other {{minutes} dk}}',
  'unit.days': '{days, plural, one {# gün} other {# gün}}',
  'unit.on-in': '{date} günü ({duration} sonra)',
  'unit.in': '{duration} sonra',
  'unit.at': '{time} UTC’de',
  'unit.at-in': '{time} UTC’de ({duration} sonra)',

  // Status words
  'status.queued': 'Bekliyor',
  'status.submitting': 'Başlıyor',
  'status.running': 'Çiziliyor',
  'status.succeeded': 'Bitti',
  'status.failed': 'Başarısız',
  'status.canceled': 'İptal edildi',

  // Button labels
  'button.again': 'Bir tane daha',
  'button.vary': 'Çeşitle',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favorilere ekle',
  'button.undo': 'Önceki sürüm',
  'button.share': 'Burada paylaş',
  'button.delete': 'Sil',
  'button.reuse': 'Yeniden kullan',
  'button.subtle': 'Hafif',
  'button.strong': 'Güçlü',
  'button.remove': 'Kalıcı olarak sil',
  'button.drop': 'Sil',
  'button.more': 'Daha fazla',
  'button.less': 'Daha az',
  'button.older': 'Daha eski',
  'button.newer': 'Daha yeni',
  'button.favolder': 'Daha eski',
  'button.favnewer': 'Daha yeni',
  'button.history': 'Tüm görseller',
  'button.favourites': 'Favoriler',
  'button.edit': 'Düzenle',
  'button.region': 'Bölge seç',
  'button.retry': 'Tekrar dene',
  'button.cancel': 'İptal et',
  'button.original': 'Orijinal dosya',
  'button.make': 'Oluştur',
  'button.show': 'Göster',

  // The prompt helper
  'helper.described': 'Böyle bir görsel çıkarabilecek bir istem; sen söylemeden hiçbir şey çizilmez:',
  'helper.suggested': 'Bu, isteminin yerini alabilir; sen seçmeden hiçbir şey çizilmez:',
  'helper.imagine': 'Bunu çiz',
  'helper.use': 'Bunu kullan',
  'helper.edit': 'Önce düzenle',
  'helper.keep': 'Benimki kalsın',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} kendi anahtarını reddetti, bu yüzden hiçbir şey yapılmadı; /key set ile yenisini ver ya da /key remove ile geri al.',
  'error.own-key-revoked':
    '{provider} artık kendi anahtarını kabul etmiyor, bu yüzden bu resim alınamıyor; /key set ile yenisini ver ve tekrar dene.',
  'error.own-key-missing':
    'Kendi anahtarın daha önce geri alındı, bu yüzden hiçbir şey satın alınmadı; kotandan yapılması için yeniden iste.',
  'error.own-key-unreadable':
    'Kendi anahtarın burada artık okunamıyor, bu yüzden hiçbir şey satın alınmadı; /key set ile yeniden ver ya da /key remove ile geri al.',
  'outcome.own-key':
    '{price, select, none {kendi anahtarıyla ödendi} other {{price}, kendi anahtarıyla ödendi}}',
  'quota.own-keys':
    '{providers} ücretini kendi anahtarın öder: orada yapılan görseller görsel sayına eklenir, buradaki parandan gitmez.',
  'privacy.own-keys': 'gateway’ler için {count, plural, one {# anahtarın} other {# anahtarın}}, şifreli',
  'own-key.kept':
    '{provider} için {end} ile biten anahtarın şifreli saklanıyor: orada yaptırdıkların artık onunla ödenir. /key remove geri alır.',
  'own-key.line': '{provider}: {end} ile biten anahtarın',
  'own-key.line-unreadable': '{provider}: anahtarın artık okunamıyor; /key set ile yeniden ver.',
  'own-key.none': 'Burada saklanan bir anahtarın yok; /key set ile {providers} için bir tane verebilirsin.',
  'own-key.off': 'Burada kendi anahtarlar kabul edilmiyor; bot yöneticisinden izin vermesini iste.',
  'own-key.not-a-key':
    'Bu bir anahtara benzemiyor; gateway’deki hesabından anahtarın tamamını kopyalayıp yeniden ver.',
  'own-key.not-offered': 'Hangi gateway için olduğunu söyle: {providers} anahtarları kabul ediliyor.',
  'own-key.removed':
    '{providers} anahtarın silindi; artık kotan öder. Şu anda onunla yapılanlar yine de gelir.',
  'own-key.form-title': 'Kendi gateway anahtarın',
  'own-key.gateway': 'Gateway',
  'own-key.key': 'Anahtar',
  'own-key.remove': 'Anahtarı sil: {provider}',
  'own-key.misplaced':
    'Bu bir gateway anahtarına benziyor, bu yüzden saklanmadı ve ondan bir şey yapılmadı; {command} ile ver.',
  'own-key.deleted': 'Anahtarlı mesajını sildim.',
  'own-key.not-deleted': 'Anahtarlı mesajını silemedim; lütfen kendin sil.',
};
