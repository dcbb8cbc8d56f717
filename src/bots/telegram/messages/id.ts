import type { en } from './en.ts';

/** Indonesian. */
export const id: Readonly<Record<keyof typeof en, string>> = {
  // Menu of commands: at most 256 characters each
  'command.imagine': 'Buat gambar dari kata-kata, atau ubah gambar yang kamu kirim atau balas',
  'command.quota': 'Yang kamu pakai hari ini, dan yang tersisa',
  'command.history': 'Permintaan terakhirmu; ambil lagi gambar tanpa biaya',
  'command.last': 'Ambil lagi hasil terbarumu, tanpa biaya',
  'command.show': 'Tampilkan salah satu gambarmu lewat id-nya',
  'command.cancel': 'Tarik permintaan terbarumu yang belum selesai di sini',
  'command.privacy': 'Yang disimpan tentang kamu; ekspor atau hapus',
  'command.add': 'Sisihkan gambar untuk /blend: kirim dengan perintah ini, atau balas gambarnya',
  'command.sticker': 'Kirim gambar sebagai stiker: balas gambarnya dengan perintah ini',
  'command.blend': 'Buat satu gambar dari gambar yang kamu tambahkan',
  'command.settings': 'Yang tidak disebut permintaanmu: bahasa, rasio, resolusi, kualitas, privasi',
  'command.preset': 'Paket kata untuk permintaan: lihat daftar, tambah, hapus',
  'command.describe': 'Prompt untuk sebuah gambar: balas gambarnya dengan ini, atau kirim bersama ini',
  'command.prompt': 'Bantuan prompt: expand, shorten, atau translate',
  'command.help': 'Cara meminta, dan arti flag',

  // Help
  'help.private':
    'Tulis apa yang mau digambar, misalnya: mercusuar di tengah badai, lukisan cat minyak.\n\nUntuk mengubah gambar, kirim gambarnya dengan kata-kata sebagai keterangan, atau balas gambar mana pun dengan kata-kata. Beberapa gambar dikirim sebagai satu album.',
  'help.group':
    'Tulis /imagine dan apa yang mau digambar, misalnya: /imagine mercusuar di tengah badai, lukisan cat minyak.\n\nUntuk mengubah gambar, kirim gambarnya dengan /imagine dan kata-kata sebagai keterangan, atau balas gambarnya dengan /imagine dan kata-kata. Balasan ke gambar buatanku tidak perlu perintah.',
  'help.group-mention': 'Sebagai ganti perintah, kamu juga bisa menyebut @{bot}.',
  'help.flags':
    'Flag boleh di mana saja di antara kata-kata:\n--ratio 16:9 (atau --ar): rasio\n--resolution 2k: resolusi\n--quality high: kualitas\n--count 2 (atau --n): beberapa gambar\n--provider {providers}\n--preset poster: paket kata, lihat /preset\n--private: jawabannya datang ke obrolan pribadimu\n--spoiler: tertutup sampai ada yang menyentuhnya',
  'help.avatar': '--avatar @nama (atau me, atau dalam balasan): foto profil orang itu disertakan.',
  'help.commands':
    '/quota menunjukkan sisa hari ini, /history mengambil lagi gambar, /cancel menarik permintaan, /privacy menjelaskan apa yang disimpan tentang kamu.',
  'help.inline': 'Di obrolan mana pun, @{bot} dan beberapa kata menemukan gambarmu untuk dibagikan.',

  // Answers
  'answer.store-away':
    'Aku belum bisa mengerjakan ini sekarang; permintaanmu tidak hilang dan dimulai sendiri begitu aku bisa.',
  'answer.which-picture':
    'Permintaan itu punya beberapa gambar; balas gambar yang kamu maksud, atau tekan Edit dan nomornya.',
  'answer.start-first':
    'Untuk jawaban pribadi, perlu obrolan pribadi denganku dulu; buka @{bot}, tekan Mulai, lalu minta lagi.',
  'answer.sent-in-private': 'Jawabannya datang ke obrolan pribadimu denganku.',
  'answer.telegram-too-large':
    'Telegram hanya mengizinkanku mengambil file paling besar {limit} MB; kirim yang lebih kecil, atau kirim sebagai foto.',
  'inline.empty': 'Belum ada gambar itu; minta kepadaku',
  'avatar.unknown': 'Telegram tidak memberitahuku siapa {name}; balas pesannya dengan --avatar.',

  // Presets
  'preset.title':
    "Preset: paket kata. Sebut salah satunya dengan --preset. Pengelola obrolan ini menambahkannya dengan /preset add nama kata-kata --ratio 2:3, di mana '{prompt}' mewakili isi permintaan, dan menghapusnya dengan /preset remove nama.",

  // The question behind the button Edit
  'rephrase.question': 'Bagaimana kamu mengatakannya dengan kata lain? Balas pesan ini ({id}).',
  'edit.question': 'Apa yang mau diubah di gambar {id}? Jawab dengan membalas pesan ini.',
  'region.question':
    'Apa yang seharusnya ada di bagian yang dipilih ({id})? Jawab dengan membalas pesan ini.',
  'edit.hint': 'Misalnya: jadikan malam, tambahkan lentera',
  'button.edit-number': 'Edit {number}',

  // Status message
  'status.received': 'Diterima; sedang disiapkan…',
  'status.ready': 'Siap; kalau gambarnya tidak muncul, tombolnya mengambilnya tanpa biaya.',
  'status.unconfirmed':
    'Telegram tidak mengonfirmasi bahwa gambarnya sampai. Kalau tidak ada di sini, tombolnya mengambilnya tanpa biaya.',

  // The prompt helper
  'helper.usage':
    'Tulis /prompt expand (atau shorten, translate) lalu promptmu; sebagai balasan, kata-kata pesan itu yang dipakai.',
  'helper.question': 'Balas pesan ini dengan prompt yang kamu mau; sentuh kata-katanya untuk menyalin.',

  // A key of one’s own at a gateway
  'command.key': 'Kunci gateway milikmu: set, show, remove (pribadi)',
  'key.usage':
    'Tulis /key set {provider} dan kuncimu di sini; pesan itu langsung kuhapus. /key show menunjukkan yang disimpan, /key remove {provider} menariknya.',
  'key.in-group':
    'Kunci hanya untuk chat pribadi kita: buka @{bot} dan tulis /key di sana. Kunci yang tertulis di grup ini tidak disimpan; ganti di gatewaynya.',
};
