import type { en } from './en.ts';

/** Turkish. */
export const tr: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Sözcüklerden görsel çiz ya da gönderdiğin veya yanıtladığın bir görseli değiştir',
  'command.quota': 'Bugün ne kadar kullandın, ne kadar kaldı',
  'command.history': 'Son isteklerin; bir görseli ücretsiz yeniden al',
  'command.last': 'En yeni sonucunu ücretsiz yeniden getir',
  'command.show': 'Görsellerinden birini id ile getir',
  'command.cancel': 'Buradaki bitmemiş en yeni isteğini geri çek',
  'command.privacy': 'Seninle ilgili ne saklanıyor; dışa aktar ya da sil',
  'command.add': 'Bir görseli /blend için ayır: bu komutla gönder ya da görseli bununla yanıtla',
  'command.sticker': 'Bir görseli çıkartma olarak gönder: görseli bununla yanıtla',
  'command.blend': 'Eklediğin görsellerden tek bir görsel yap',
  'command.settings': 'İsteklerinde belirtmediklerin: dil, oran, boyut, kalite, gizlilik',
  'command.preset': 'Bir istek için hazır sözcük grupları: listele, ekle, kaldır',
  'command.describe': 'Bir görsel için istem: görsele bununla yanıt ver ya da onu bununla gönder',
  'command.prompt': 'İstem yardımı: expand, shorten ya da translate',
  'command.help': 'Nasıl istenir, bayraklar ne demek',

  // Help
  'help.private':
    'Ne çizileceğini yaz, örneğin: fırtınada bir deniz feneri, yağlı boya.\n\nBir görseli değiştirmek için onu açıklamasına yazarak gönder ya da herhangi bir görseli yazıyla yanıtla. Birden çok görseli tek albüm olarak gönder.',
  'help.group':
    '/imagine ve ne çizileceğini yaz, örneğin: /imagine fırtınada bir deniz feneri, yağlı boya.\n\nBir görseli değiştirmek için açıklamasına /imagine ve isteğini yazarak gönder ya da görseli /imagine ve isteğinle yanıtla. Benim görsellerimden birini yanıtlarken komut gerekmez.',
  'help.group-mention': 'Komut yerine @{bot} diye de etiketleyebilirsin.',
  'help.flags':
    'Bayraklar metnin herhangi bir yerine yazılabilir:\n--ratio 16:9 (ya da --ar): oran\n--resolution 2k: boyut\n--quality high: kalite\n--count 2 (ya da --n): birden çok görsel\n--provider {providers}\n--preset poster: hazır sözcük grubu, bkz. /preset\n--private: yanıt özel sohbetine gelir\n--spoiler: biri dokunana kadar gizli',
  'help.avatar': '--avatar @ad (ya da me, ya da yanıtta): o kişinin profil fotoğrafı isteğe eklenir.',
  'help.commands':
    '/quota bugün ne kadar kaldığını gösterir, /history görselleri yeniden getirir, /cancel bir isteği geri çeker, /privacy seninle ilgili ne saklandığını söyler.',
  'help.inline': 'Her sohbette @{bot} ve birkaç kelime, paylaşman için resimlerini bulur.',

  // Answers
  'answer.store-away':
    'Şu anda bununla ilgilenemiyorum; isteğin kaybolmadı, uygun olur olmaz kendiliğinden başlayacak.',
  'answer.which-picture':
    'Bu istekte birden çok görsel var; istediğini yanıtla ya da numarasıyla “Düzenle” düğmesine bas.',
  'answer.start-first':
    'Gizli yanıt için önce benimle özel bir sohbet gerekiyor; @{bot} sohbetini aç, “Başlat”a bas ve yeniden iste.',
  'answer.sent-in-private': 'Yanıt, benimle olan özel sohbetine gelecek.',
  'answer.telegram-too-large':
    'Telegram en fazla {limit} MB’lık dosyaları almama izin veriyor; daha küçüğünü gönder ya da fotoğraf olarak gönder.',
  'inline.empty': 'Böyle bir resim yok; benden iste',
  'avatar.unknown': 'Telegram bana {name} kimdir söylemiyor; onun bir mesajını --avatar ile yanıtla.',

  // Presets
  'preset.title':
    "Hazır ayarlar: hazır sözcük grupları. --preset ile birini belirt. Bu sohbeti yönetenler /preset add ad sözcükler --ratio 2:3 ile ekler ('{prompt}' isteğin metninin yerini tutar), /preset remove ad ile kaldırır.",

  // The question behind the button Edit
  'rephrase.question': 'Bunu başka nasıl söylersin? Bu mesajı yanıtla ({id}).',
  'edit.question': '{id} görselinde ne değişsin? Bu mesajı yanıtlayarak yaz.',
  'region.question': 'Seçilen parçalarda ne olsun ({id})? Bu mesajı yanıtlayarak yaz.',
  'edit.hint': 'Örneğin: gece olsun, fenerler ekle',
  'button.edit-number': 'Düzenle {number}',

  // Status message
  'status.received': 'Alındı, hazırlanıyor…',
  'status.ready': 'Hazır; görsel gelmezse düğme onu ücretsiz getirir.',
  'status.unconfirmed':
    'Telegram görsellerin ulaştığını doğrulamadı. Burada yoklarsa düğme onları ücretsiz getirir.',

  // The prompt helper
  'helper.usage':
    '/prompt expand (ya da shorten, translate) yaz, ardından istemini; bir mesaja yanıtta onun sözleri alınır.',
  'helper.question': 'Bu mesajı istediğin istemle yanıtla; sözleri kopyalamak için onlara dokun.',

  // A key of one’s own at a gateway
  'command.key': 'Kendi gateway anahtarın: set, show, remove (özelden)',
  'key.usage':
    'Buraya /key set {provider} ve anahtarını yaz; o mesajı hemen silerim. /key show saklananı gösterir, /key remove {provider} geri alır.',
  'key.in-group':
    'Anahtarlar özel sohbetimize yazılır: @{bot} ile sohbeti aç ve orada /key yaz. Bu gruba yazılan anahtar saklanmadı; gateway’inde değiştir.',
};
