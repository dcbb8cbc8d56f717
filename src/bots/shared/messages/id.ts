import type { en } from './en.ts';

/** Indonesian. */
export const id: Readonly<Record<keyof typeof en, string>> = {
  // One sentence per error code
  'error.invalid-input':
    'Ada bagian permintaan ini yang tidak bisa dikerjakan; periksa kata dan opsinya, lalu kirim lagi.',
  'error.quota-exceeded': 'Salah satu batas sudah habis; /quota menunjukkan yang mana dan kapan mulai lagi.',
  'error.queue-full':
    'Sudah terlalu banyak permintaan yang menunggu; coba lagi setelah salah satu milikmu selesai, atau pakai /cancel.',
  'error.no-provider':
    'Saat ini tidak ada gateway yang bisa menerima permintaan ini; coba lagi dalam beberapa menit atau dengan opsi lebih sedikit.',
  'error.not-confirmed': 'Tidak ada yang menyetujui harganya tepat waktu; minta lagi kalau kamu masih mau.',
  'error.not-found': 'Itu sudah tidak disimpan di sini; minta gambar baru dengan /imagine.',
  'error.not-yours':
    'Hanya orang yang memintanya yang bisa memakai ini; minta gambarmu sendiri dengan /imagine.',
  'error.store-unavailable':
    'Permintaan belum bisa diterima sekarang dan tidak ada yang dibeli; coba lagi dalam satu menit.',
  'error.blocked': 'Kamu tidak boleh meminta gambar di sini; kalau itu keliru, beri tahu pengelola bot ini.',
  'error.paused':
    'Saat ini permintaan baru tidak diterima; yang sudah diterima tetap diselesaikan, jadi coba lagi nanti.',
  'error.refused-by-rules':
    'Aturan di sini tidak mengizinkan prompt ini, jadi tidak dikirim ke gateway mana pun dan tidak ada biaya; tulis dengan kata-kata lain.',
  'error.refused-by-check':
    'Pemeriksaan prompt yang dipakai bot ini tidak mengizinkan yang ini, jadi tidak dikirim ke gateway mana pun dan tidak ada biaya; tulis dengan kata-kata lain.',
  'error.check-away':
    'Prompt sedang tidak bisa diperiksa, jadi tidak ada yang diterima dan tidak ada biaya; coba lagi dalam beberapa menit.',
  'error.age-restricted':
    'Prompt ini hanya untuk kanal dengan batasan usia dan tidak ada biaya; minta di kanal seperti itu, atau tulis dengan kata-kata lain.',
  'error.not-on-list': 'Bot ini hanya untuk orang dan tempat tertentu; minta pengelolanya menambahkanmu.',
  'error.cooling-down': 'Terlalu banyak promptmu ditolak; coba lagi nanti.',
  'error.admin-only': 'Hanya pengelola bot ini yang bisa melakukannya; hubungi mereka.',
  'error.helper-off':
    'Di sini tidak ada model chat yang membantu menulis prompt; tulis promptmu sendiri dengan /imagine.',
  'error.helper-limit':
    'Jatah bantuan promptmu hari ini sudah habis; pakai kata-katamu sendiri, atau kembali besok.',
  'error.helper-away': 'Model chat tidak menjawab; coba lagi sebentar lagi, atau pakai kata-katamu sendiri.',
  'error.helper-refused': 'Model chat tidak mau mengerjakannya; ubah kata-katanya atau pakai gambar lain.',
  'error.media-too-large': 'Gambar itu terlalu besar; kirim yang lebih kecil.',
  'error.media-not-image':
    'File itu bukan gambar yang bisa dipakai; kirim sebagai PNG, JPEG, WebP, GIF, atau HEIC.',
  'error.media-unreachable': 'Gambar tidak bisa diunduh; kirim filenya langsung atau coba lagi.',
  'error.media-not-found': 'Gambarnya sudah tidak ada; kirim lagi.',
  'error.media-forbidden-address':
    'Alamat itu tidak bisa dipakai; kirim filenya langsung atau tautan publik.',
  'error.media-timeout': 'Mengunduh gambar terlalu lama; kirim file yang lebih kecil atau coba lagi.',
  'error.mask-mismatch':
    'Mask tidak cocok dengan gambar; kirim PNG berukuran sama yang bagian transparannya akan diubah.',
  'error.provider-unreachable': '{provider} tidak bisa dihubungi; coba lagi dalam beberapa menit.',
  'error.provider-unauthorized': '{provider} sedang tidak tersedia; coba lagi nanti atau pilih gateway lain.',
  'error.provider-rate-limited': '{provider} sedang terlalu sibuk; coba lagi dalam beberapa menit.',
  'error.provider-unsupported':
    '{provider} tidak mendukung kombinasi pengaturan ini; ubah pengaturannya atau pilih gateway lain.',
  'error.provider-rejected':
    '{provider} menolak permintaan ini; ubah prompt atau pengaturannya, lalu coba lagi.',
  'error.provider-moderated':
    'Filter keamanan {provider} memblokir permintaan ini; coba dengan kata-kata lain.',
  'error.provider-unavailable':
    '{provider} sedang tidak berfungsi dengan baik; coba lagi dalam beberapa menit.',
  'error.provider-response-invalid':
    '{provider} memberi jawaban yang tidak bisa dipahami; coba lagi atau pilih gateway lain.',
  'error.provider-failed': '{provider} tidak bisa membuat gambar ini; coba lagi atau pakai kata-kata lain.',
  'error.submission-unknown':
    'Tidak bisa dipastikan apakah {provider} menerima permintaan ini, jadi tidak dikirim dua kali; tekan Coba lagi untuk membuatnya dari awal.',
  'error.result-unusable': '{provider} mengirim sesuatu yang bukan gambar yang bisa dipakai; coba lagi.',
  'error.generation-timed-out':
    '{provider} terlalu lama; coba lagi, dan kalau gambarnya tetap datang, kamu bisa menemukannya di /history.',
  'error.delivery-rate-limited':
    'Obrolan ini belum bisa menerima pesan lagi sekarang; gambarnya disimpan, /history mengambilnya nanti.',
  'error.delivery-unavailable':
    'Gambar tidak bisa dikirim ke sini; gambarnya disimpan, /history mengambilnya.',
  'error.delivery-too-large':
    'Gambar terlalu besar untuk dikirim ke sini; gambarnya disimpan, /history mengambilnya.',
  'error.delivery-target-gone':
    'Tempat untuk gambar ini sudah tidak ada; gambarnya disimpan, /history mengambilnya.',
  'error.internal': 'Ada yang salah di sini; coba lagi, dan kalau terjadi lagi, beri tahu pengelola bot ini.',
  'provider.unnamed': 'gateway',

  // What is wrong with one word of a request
  'issue.required':
    '{field} belum ada{allowed, select, none {; tambahkan lalu kirim lagi permintaannya.} other {; isi dengan salah satu dari {allowed}.}}',
  'issue.too-long': '{field} terlalu panjang; gunakan {allowed} karakter.',
  'issue.not-allowed':
    '{given, select, none {Nilai ini} other {“{given}”}} tidak bisa dipakai untuk {field}{allowed, select, none {; hapus saja.} other {; gunakan salah satu dari {allowed}.}}',
  'issue.out-of-range':
    '{given, select, none {Nilai ini} other {“{given}”}} di luar rentang untuk {field}{allowed, select, none {; hapus saja.} other {; gunakan {allowed}.}}',
  'issue.unknown-flag':
    'Tidak ada flag {given}; gunakan {allowed}, atau beri tanda kutip pada prompt kalau itu bagian dari teksnya.',
  'issue.size':
    '{given, select, none {Ini} other {“{given}”}} bukan ukuran yang bisa dipakai; tulis lebar x tinggi dengan sisi 256 sampai 3840 piksel dan perbandingan paling besar 3:1, misalnya 1536x1024.',
  'field.prompt': 'prompt',
  'field.ratio': 'rasio (ratio)',
  'field.resolution': 'resolusi (resolution)',
  'field.size': 'ukuran (size)',
  'field.quality': 'kualitas (quality)',
  'field.count': 'jumlah (count)',
  'field.format': 'format',
  'field.compression': 'kompresi (compression)',
  'field.background': 'latar belakang (background)',
  'field.provider': 'gateway (provider)',
  'field.private': 'pribadi (private)',
  'field.spoiler': 'tertutup (spoiler)',
  'field.image': 'gambar',
  'field.mask': 'mask',
  'field.preset': 'preset',
  'field.about': 'deskripsi',

  // Refusals with figures
  'refusal.user-images':
    'Ini akan melewati batasmu, {limit, plural, other {# gambar}} {period, select, month {per bulan} other {per hari}}: {left, plural, =0 {tidak ada yang tersisa} other {tersisa #}}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.chat-images':
    'Ini akan melewati batas obrolan ini, {limit, plural, other {# gambar}} {period, select, month {per bulan} other {per hari}}: {left, plural, =0 {tidak ada yang tersisa} other {tersisa #}}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.role-images':
    'Ini akan melewati batas peranmu, {limit, plural, other {# gambar}} {period, select, month {per bulan} other {per hari}}: {left, plural, =0 {tidak ada yang tersisa} other {tersisa #}}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.list-images':
    'Ini akan melewati batas grupmu, {limit, plural, other {# gambar}} {period, select, month {per bulan} other {per hari}}: {left, plural, =0 {tidak ada yang tersisa} other {tersisa #}}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.all-images':
    'Ini akan melewati batas bot ini, {limit, plural, other {# gambar}} {period, select, month {per bulan} other {per hari}}: {left, plural, =0 {tidak ada yang tersisa} other {tersisa #}}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.user-money':
    'Ini akan melewati batasmu, {limit} {period, select, month {per bulan} other {per hari}}: tersisa {left}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.chat-money':
    'Ini akan melewati batas obrolan ini, {limit} {period, select, month {per bulan} other {per hari}}: tersisa {left}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.role-money':
    'Ini akan melewati batas peranmu, {limit} {period, select, month {per bulan} other {per hari}}: tersisa {left}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.list-money':
    'Ini akan melewati batas grupmu, {limit} {period, select, month {per bulan} other {per hari}}: tersisa {left}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.all-money':
    'Ini akan melewati batas bot ini, {limit} {period, select, month {per bulan} other {per hari}}: tersisa {left}{when, select, none {.} other {, ada lagi {when}.}}',
  'refusal.waiting':
    'Kamu sudah punya {limit, plural, other {# permintaan}} yang menunggu, batas maksimal per orang; coba lagi setelah salah satunya selesai, atau pakai /cancel.',
  'refusal.blocked':
    'Kamu tidak boleh meminta gambar di sini: {reason}. Kalau itu keliru, beri tahu pengelola bot ini.',
  'refusal.paused':
    'Saat ini permintaan baru tidak diterima: {reason}. Yang sudah diterima tetap diselesaikan, jadi coba lagi nanti.',
  'refusal.cooling-down': 'Terlalu banyak promptmu ditolak berturut-turut; kamu bisa meminta lagi {when}.',
  'refusal.unable-references':
    'Tidak ada gateway di sini yang menerima gambar sebanyak itu sekaligus; kirim lebih sedikit.',
  'refusal.unable-mask':
    'Tidak ada gateway di sini yang bisa memakai mask; hapus mask dan jelaskan dengan kata-kata apa yang mau diubah.',
  'refusal.unable-public-address':
    'Gateway di sini hanya bisa mengambil gambar dari alamat publik, dan bot ini tidak punya; minta tanpa gambar, atau minta pengelola bot mengatur PUBLIC_URL.',
  'refusal.unable-unknown-provider':
    'Tidak ada gateway dengan nama itu di sini; hapus provider atau pilih yang lain.',
  'refusal.unable-price-unknown':
    'Harga permintaan ini tidak diketahui, padahal ada batas dalam dolar; pilih gateway lain.',
  'refusal.unable-resolution':
    'Tidak ada gateway di sini yang benar-benar bisa menggambar piksel sebanyak itu, jadi tidak ada yang dibeli; gambarnya hanya bisa diperbesar, tanpa menambah detail.',
  'refusal.unable-unavailable':
    'Semua gateway yang bisa mengerjakan ini sedang bermasalah; coba lagi dalam beberapa menit.',

  // Small answers
  'answer.no-words':
    'Tulis apa yang harus dilakukan dengan gambar itu, misalnya sebagai keterangannya atau dalam balasan.',
  'answer.no-prompt':
    'Tulis apa yang mau digambar, misalnya: /imagine mercusuar di tengah badai, lukisan cat minyak.',
  'answer.not-a-picture':
    'Di sini hanya gambar dan kata-kata yang bisa dipakai, bukan pesan suara atau video; kirim gambar atau deskripsikan.',
  'answer.no-picture': 'Tidak ada gambar di pesan itu; pilih pesan yang ada gambarnya.',
  'avatar.forbidden': '{name} tidak membagikan avatarnya; pakai gambar lain.',
  'avatar.none': '{name} tidak menampilkan avatar untukku; pakai gambar lain.',
  'answer.retried-already': 'Ini sudah dicoba lagi; tekan Lagi untuk yang baru.',
  'answer.came-after-all': 'Gambarnya akhirnya tiba dan ada di pesan itu; tidak ada yang dibuat dua kali.',
  'answer.gone': 'Ini sudah tidak disimpan; minta gambar baru dengan /imagine.',
  'answer.original-gone': 'File aslinya sudah tidak disimpan; tekan Lagi untuk membuatnya dari awal.',
  'answer.kept': 'Gambarmu sudah siap tapi tidak bisa dikirim; /history mengambilnya tanpa biaya.',
  'answer.cancel-nothing': 'Tidak ada milikmu yang sedang menunggu atau digambar di sini.',
  'answer.canceled-free':
    '{count, plural, =1 {Dibatalkan; tidak ada biaya.} other {# permintaan dibatalkan; tidak ada biaya.}}',
  'answer.canceled-bought':
    '{count, plural, =1 {Dibatalkan; permintaannya sudah diserahkan, jadi kalau gambarnya tetap datang, biayanya ditagih dan gambarnya masuk ke /history.} other {# permintaan dibatalkan; semuanya sudah diserahkan, jadi kalau gambarnya tetap datang, biayanya ditagih dan gambarnya masuk ke /history.}}',
  'answer.history-empty': 'Kamu belum punya gambar; minta satu dengan /imagine.',
  'answer.history-title': 'Permintaan terakhirmu. Tombolnya mengambil lagi gambar tanpa biaya.',

  // What is stored about a person
  'privacy.title': 'Yang disimpan tentang kamu di sini:',
  'privacy.nothing': 'Tidak ada yang disimpan tentang kamu di sini.',
  'privacy.requests':
    '{count, plural, other {# permintaan beserta prompt dan opsinya}}, yang tertua dari {since}',
  'privacy.unfinished': '{count, plural, other {# di antaranya}} masih menunggu atau sedang digambar',
  'privacy.pictures': '{count, plural, other {# gambar}} yang dibuat untukmu',
  'privacy.references': '{count, plural, other {# referensi atau mask}} yang kamu kirim',
  'privacy.ledger': '{count, plural, other {# baris}} di buku besar: apa yang ditagihkan kepadamu, dan kapan',
  'privacy.sums': 'jumlah pemakaianmu per hari dan per bulan',
  'privacy.other': '{name}: {count, plural, other {# entri}}',
  'privacy.choices': 'Kamu bisa mendapatkan semuanya sebagai file zip, atau menghapusnya selamanya.',
  'privacy.export': 'Ekspor sebagai file zip',
  'privacy.delete': 'Hapus…',
  'privacy.sure':
    'Hapus semua ini selamanya? Yang menunggu dibatalkan, yang sedang digambar dihapus setelah selesai. Buku besar tetap menyimpan jumlahnya tanpa namamu, pemakaian hari ini tetap dihitung untuk batasmu, dan yang sudah dikirim di obrolan tetap ada sampai kamu menghapusnya di sana.',
  'privacy.delete-all': 'Hapus semua',
  'privacy.keep': 'Simpan',
  'privacy.kept': 'Tidak ada yang dihapus.',
  'privacy.deleted':
    'Dihapus: {requests, plural, other {# permintaan}}, {pictures, plural, other {# gambar}}, dan semua hal lain tentang kamu.',
  'privacy.later': '{count, plural, other {# permintaan masih berjalan dan}} akan dihapus begitu selesai.',
  'privacy.export-here': 'Semua yang disimpan tentang kamu:',
  'privacy.export-part': 'Bagian {number} dari {count}.',
  'privacy.export-link':
    'Semua yang disimpan tentang kamu ({size}); tautan ini hanya untukmu dan berlaku satu hari: {url}',
  'privacy.export-left':
    '{count, plural, other {# file asli}} terlalu besar untuk obrolan ini dan tidak disertakan; mintalah kepada pengelola bot ini.',
  // Several pictures for one request
  'collect.added': 'Ditambahkan. Urutannya: {order}. Tambahkan lagi dalam sepuluh menit, lalu /blend.',
  'collect.full':
    'Itu lebih dari {limit, plural, other {# gambar}} yang bisa diterima gateway di sini sekaligus; kirim /blend sekarang, atau mulai dari awal.',
  'collect.empty': 'Belum ada gambar untuk digabungkan; tambahkan dulu beberapa, atau kirim sekalian.',
  'collect.cleared': 'Kumpulan gambarnya dikosongkan; gambar berikutnya yang kamu tambahkan menjadi nomor 1.',
  'collect.unnamed': 'tanpa nama',
  'collect.blend': 'Gabungkan',
  'collect.clear': 'Mulai dari awal',

  // Settings of people and places
  'settings.language': 'Bahasa',
  'settings.ratio': 'Rasio',
  'settings.resolution': 'Resolusi',
  'settings.quality': 'Kualitas',
  'settings.format': 'Format file',
  'settings.private': 'Jawaban pribadi',
  'settings.avatar': 'Orang lain boleh memakai avatarku',
  'settings.none': 'belum diatur',
  'settings.yes': 'ya',
  'settings.no': 'tidak',
  'settings.auto': 'otomatis',
  'settings.line': '{name}: {value}',
  'settings.personal-title': 'Pengaturanmu. Ini melengkapi apa yang tidak disebut dalam permintaanmu.',
  'settings.place-title':
    'Pengaturan kanal ini. Ini melengkapi apa yang tidak disebut dalam permintaan dan belum diatur oleh pembuatnya.',
  'settings.place-forbidden':
    'Hanya pengelola kanal ini yang bisa mengubah pengaturannya; minta kepada salah satu dari mereka.',
  'settings.back': 'Kembali',
  'settings.to-place': 'Pengaturan kanal ini',
  'settings.to-personal': 'Pengaturanku',

  // Presets
  'preset.title': 'Preset: paket kata untuk permintaan. Sebut salah satunya dengan opsi preset.',
  'preset.pictures': '{count, plural, other {# gambar}}',
  'preset.saved': 'Preset {name} disimpan; semua orang di sini bisa memakainya sekarang.',
  'preset.replaced': 'Preset {name} diganti; permintaan berikutnya memakai yang baru.',
  'preset.removed': 'Preset {name} dihapus.',
  'preset.not-here': 'Obrolan ini tidak punya preset {name} sendiri; daftarnya menunjukkan yang tersedia.',
  'preset.full':
    'Obrolan ini sudah punya {limit, plural, other {# preset}}, jumlah maksimalnya; hapus satu dulu.',
  'preset.forbidden':
    'Hanya pengelola obrolan ini yang bisa mengubah presetnya; minta kepada salah satu dari mereka.',

  // Moderation
  'button.rephrase': 'Ubah kata-kata',
  'button.add': 'Tambahkan ini juga',
  'button.sticker': 'Jadikan stiker',
  'button.report': 'Laporkan',
  'moderation.refused':
    'Kata yang ditolak di sini: {words, select, none {tidak ada milik obrolan ini} other {{words}}}',
  'moderation.allowed':
    'Frasa yang lolos walau memuat kata itu: {words, select, none {tidak ada} other {{words}}}',
  'moderation.more': 'Masih ada lagi: {command}',
  'moderation.help':
    'Perintah setelah /moderation:\nadd word, word · remove … · allow phrase, phrase · disallow … · search [who:telegram:42] [action:moderation.] [day:2026-11-21] [text] [page:2]',
  'moderation.unknown': 'Tidak ada perintah moderasi itu; /moderation saja menampilkan yang ada.',
  'report.do-remove': 'Hapus postingan',
  'report.do-block': 'Blokir peminta',
  'report.do-dismiss': 'Abaikan',
  'report.removing': 'Postingan sedang dihapus; peminta tetap memiliki gambarnya.',
  'report.dismissed': 'Diabaikan; tidak ada tindakan lain.',
  'report.reason': 'Alasan (akan dibaca)',
  'report.block-question': 'Kenapa diblokir? Alasannya akan dibaca. Balas pesan ini ({id}).',
  'report.told': 'Sudah dilaporkan; pengelola bot ini akan memeriksanya.',
  'report.told-before': 'Kamu sudah melaporkan gambar ini; pengelola bot ini sudah tahu.',

  // Follow-ups
  'variation.subtle': 'variasi halus',
  'variation.strong': 'variasi kuat',
  'variation.larger': 'digambar ulang lebih besar',
  'outcome.ids': '{count, plural, other {id {ids}}}',
  'follow.which': 'Gambar yang mana?',
  'follow.picture': 'Gambar {number}',
  'follow.all': 'Semuanya',
  'follow.how-much': 'Seberapa berbeda?',
  'follow.subtle': 'Halus: detail kecil berubah',
  'follow.strong': 'Kuat: idenya tetap, sisanya berubah',
  'follow.delete': 'Apa yang mau dihapus selamanya?',
  'follow.delete-this': 'Gambar ini dan pesannya',
  'follow.reuse': 'Ubah kata-katanya lalu kirim',
  'follow.favourite-on': 'Disimpan di favoritmu; /history menampilkannya.',
  'follow.favourite-off': 'Bukan favoritmu lagi.',
  'follow.deleted': 'Dihapus: gambar, kata-kata, dan pesannya. Yang sudah dibayar tetap dihitung.',
  'follow.one-deleted': 'Gambar dihapus.',
  'follow.delete-unfinished': 'Sebagian masih digambar; batalkan dulu, lalu hapus.',
  'follow.post-removed':
    'Pesannya sudah dihapus; orang yang meminta gambarnya masih bisa menemukannya di /history.',
  'follow.post-kept': 'Bot tidak bisa menghapus kiriman ini; hapus sendiri pesannya.',
  'follow.post-stays':
    'Gambarnya dihapus, tapi pesannya tidak bisa dihapus dari sini; hapus sendiri pesan itu.',
  'follow.replaced': 'Gambar ini sudah dihapus.',
  'follow.no-parent': 'Versi sebelumnya sudah tidak disimpan, jadi tidak ada versi untuk dikembalikan.',
  'follow.not-found': 'Kamu tidak punya gambar dengan id ini; /history menampilkan yang kamu punya.',
  'follow.no-id': 'Sebutkan gambar yang mana: /show dan id pendek di bawah gambarnya.',
  'follow.favourites-empty': 'Kamu belum punya favorit; tekan Favorit di bawah gambar.',
  'follow.history-title': 'Gambarmu, dari yang terbaru.',
  'follow.favourites-title': 'Favoritmu, dari yang terbaru.',
  'follow.no-more': 'Tidak ada gambar lagi ke arah ini.',

  // Selecting a region
  'region.which': 'Gambar yang mana? Pilih gambarnya, lalu bagian yang mau diubah.',
  'region.picture': 'Gambar {number}',
  'region.invite':
    'Warnai bagian yang mau diubah dan tulis apa yang seharusnya ada di sana. Tautan ini hanya untukmu, berlaku 15 menit dan untuk satu perubahan.',
  'region.open': 'Buka editor',
  'region.grid': 'Tekan bagian yang mau diubah, lalu Lanjut, dan tulis apa yang seharusnya ada di sana.',
  'region.go-on': 'Lanjut',
  'region.none': 'Belum ada bagian yang dipilih; tekan setidaknya satu, lalu Lanjut.',
  'region.gone': 'Pilihan ini sudah kedaluwarsa; tekan lagi Pilih area di bawah gambar.',
  'region.used': 'Pilihan ini sudah dikirim; tekan Pilih area di bawah gambar untuk yang baru.',

  // Quota
  'quota.user': 'Kamu {period, select, month {bulan ini} other {hari ini}}: {images} · {money}',
  'quota.chat': 'Obrolan ini {period, select, month {bulan ini} other {hari ini}}: {images} · {money}',
  'quota.role': 'Peranmu {period, select, month {bulan ini} other {hari ini}}: {images} · {money}',
  'quota.list': 'Grupmu {period, select, month {bulan ini} other {hari ini}}: {images} · {money}',
  'quota.all': 'Semua orang {period, select, month {bulan ini} other {hari ini}}: {images} · {money}',
  'quota.images': '{used, plural, other {# gambar}}{limit, select, none {} other { dari {limit}}}',
  'quota.money': '{used}{limit, select, none {} other { dari {limit}}}',
  'quota.unfinished':
    'Belum selesai: {unfinished, plural, other {# permintaan}} ({concurrent} digambar sekaligus, {queued} boleh menunggu)',
  'quota.resets': '{period, select, month {Hitungan bulan} other {Hitungan hari}} mulai lagi {when}.',
  'quota.assumed': 'Harga {providers} adalah perkiraan: pemiliknya tidak menyebutkan harga.',
  'quota.unknown': 'Harga {providers} tidak diketahui; yang dihitung gambarnya.',

  // Progress
  'progress.waiting': 'Menunggu giliran',
  'progress.confirming':
    '{assumed, select, yes {Biayanya sekitar {price}, menurut harga perkiraan.} other {Biayanya sekitar {price}.}} Tidak ada yang dibeli sebelum kamu setuju.',
  'progress.position': '{position, plural, =0 {giliran berikutnya} other {sekitar # gambar sebelum ini}}',
  'progress.position-then':
    '{position, plural, =0 {giliran berikutnya} other {tadi sekitar # gambar sebelum ini}}',
  'progress.submitting': 'Menyerahkan ke {provider}',
  'progress.drawing': '{provider} sedang menggambar',
  'progress.collecting': 'Mengambil gambar',
  'progress.percent': '{percent} %',
  'progress.elapsed': 'sudah {duration}',
  'progress.asked': 'diminta {when}',
  'progress.expected-at': 'biasanya siap {when}',
  'progress.longer': 'lebih lama dari biasanya',
  'progress.longer-until': 'lebih lama dari biasanya, dihentikan {when} kalau tidak ada hasil',

  // Outcome
  'outcome.sandbox': 'Sandbox: digambar di mesin ini sebagai percobaan, tanpa model gambar.',
  'outcome.pixels': '{width}×{height} px',
  'outcome.upscaled': 'diperbesar di sini dari {width}×{height}',
  'outcome.price-assumed': 'sekitar {price}',
  'outcome.price-unknown': 'harga tidak diketahui',
  'outcome.free': 'gratis',
  'outcome.not-charged': 'Tidak ada biaya.',
  'outcome.charged': 'Biaya: {price}.',
  'outcome.changed': 'Diubah: {changes}',
  'outcome.failover': '{from} tidak bisa menerimanya, jadi dikerjakan {to}.',
  'outcome.partial': '{made} dari {asked} gambar; sisanya gagal dan tidak ditagih. {reason}',
  'outcome.revised': 'Digambar sebagai: {prompt}',
  'outcome.version': 'v{version}',
  'outcome.count': '{count, plural, other {# gambar}}',
  'outcome.canceled': 'Dibatalkan; tidak ada biaya.',
  'outcome.canceled-bought':
    'Dibatalkan; permintaannya sudah diserahkan, jadi kalau gambarnya tetap datang, biayanya ditagih dan gambarnya masuk ke /history.',
  'outcome.reencoded': 'Dikirim lebih kecil dari aslinya; tombolnya mengambil file asli.',

  // Admin commands
  'admin.help':
    'Perintah untuk admin; "here" di depan berarti hanya obrolan ini.\nlimits [siapa] · limit <siapa> <20 | $5 | none | default> [day | month] · grant <siapa> <20 | $5> [day | month] · reset <siapa>\nblock <siapa> <alasan> · unblock <siapa> · blocks\npause [alasan] · drain [alasan] · resume\ngateways · spend [month] · ledger [hari] · audit [siapa] · warnings [on | off]\nSiapa: all, here, sebuah id, telegram:42, discord:42, role:42, list:nama; atau balas pesannya.',
  'admin.unknown': 'Itu bukan perintah admin; /admin saja menunjukkan yang tersedia.',
  'admin.everybody': 'semua orang',
  'admin.limits-of': 'Batas untuk {scope}:',
  'admin.limit-images':
    '{period, select, day {Hari ini} other {Bulan ini}}: {used, plural, other {# gambar}}{limit, select, none { (tanpa batas)} other { dari {limit}}}',
  'admin.limit-money':
    '{period, select, day {Hari ini} other {Bulan ini}}: {used}{limit, select, none { (tanpa batas)} other { dari {limit}}}',
  'admin.reset': 'Batas untuk {scope} dihitung lagi dari nol.',
  'admin.no-reason': 'tidak ada alasan yang diberikan',
  'admin.is-admin': '{userId} mengelola bot ini dan tidak bisa diblokir; keluarkan dulu dari ADMIN_IDS.',
  'admin.blocked':
    '{userId} tidak boleh lagi meminta gambar {where, select, here {di obrolan ini} other {di mana pun}} dan diberi tahu alasannya: {reason}.{withdrawn, plural, =0 {} =1 { Satu permintaan yang menunggu ditarik.} other { # permintaan yang menunggu ditarik.}} /admin unblock {userId} mengizinkannya lagi.',
  'admin.unblocked': '{userId} boleh meminta gambar lagi.',
  'admin.was-not-blocked': '{userId} tidak diblokir; /admin blocks menunjukkan siapa saja yang diblokir.',
  'admin.blocks-none': 'Tidak ada yang diblokir.',
  'admin.block-line':
    '{userId}{chat, select, none {} other { di {chat}}}: {reason, select, none {tanpa alasan} other {{reason}}} ({by}, {day})',
  'admin.running':
    'Permintaan diterima; {unfinished, plural, =0 {tidak ada yang belum selesai} other {# permintaan belum selesai}}.',
  'admin.paused':
    'Permintaan baru tidak diterima{reason, select, none {} other { ({reason})}}; {unfinished, plural, =0 {tidak ada lagi yang harus diselesaikan} other {# permintaan masih harus diselesaikan}}{mode, select, drain {, dan admin diberi tahu setelah semuanya selesai} other {}}. /admin resume menerima permintaan lagi.',
  'admin.resumed': 'Permintaan diterima lagi.',
  'admin.gateway-ok': 'berfungsi',
  'admin.gateway-put-aside': 'menolak kunci atau saldonya',
  'admin.gateway-open': 'gagal beberapa kali berturut-turut',
  'admin.gateway-probing': 'akan segera dicoba lagi',
  'admin.gateway-load': '{running} berjalan, {waiting} menunggu',
  'admin.gateway-latency': 'separuh dalam {half}, sembilan dari sepuluh dalam {most}',
  'admin.gateway-errors':
    '{errors, select, none {tidak ada yang selesai dalam 24 jam} other {{errors} % dari {ended} gagal dalam 24 jam}}',
  'admin.gateway-balance': 'saldo {balance}',
  'admin.gateway-no-balance': 'saldo tidak bisa ditanyakan',
  'admin.spend': '{period}: {images, plural, other {# gambar}}, {charged} ditagih',
  'admin.spend-cost': 'Biaya gateway {cost}; {lost} dihapusbukukan.',
  'admin.spend-by-gateway': 'Per gateway:',
  'admin.spend-by-chat': 'Per obrolan:',
  'admin.spend-by-user': 'Per pengguna:',
  'admin.spend-gateway': '{id}: {cost}, {lost} dihapusbukukan',
  'admin.spend-share': '{id}: {charged}, {images, plural, other {# gambar}}',
  'admin.ledger': 'Buku besar dari {from} sampai {to}, dalam CSV.',
  'admin.ledger-too-large':
    'Itu tidak muat dalam satu file di sini; minta lebih sedikit hari, misalnya /admin ledger 7.',
  'admin.audit-none': 'Tidak ada catatan tentang itu.',
  'admin.warnings-always':
    'Siapa pun yang tercantum di ADMIN_IDS selalu diberi peringatan, lewat pesan pribadi.',
  'admin.warnings-on':
    'Kamu diberi peringatan tentang hal yang menyangkut obrolan ini, lewat pesan pribadi, selama 90 hari; /admin warnings off menghentikannya.',
  'admin.warnings-off':
    'Kamu tidak diberi peringatan tentang hal yang menyangkut obrolan ini; /admin warnings on mengubahnya.',

  // What admins are told without asking
  'notice.spend':
    '{percent} % dari batas pengeluaran sudah terpakai: {used} dari {limit} ({scope, select, all {semua orang} chat {obrolan {id}} role {peran {id}} list {grup {id}} other {{id}}}, {span, select, month {bulan {period}} other {hari {period}}}). /admin limits menampilkan dan mengubahnya.',
  'notice.gateway-open':
    '{provider} gagal beberapa kali berturut-turut; permintaan dialihkan ke gateway lain sampai berfungsi lagi. /admin gateways menunjukkan keadaannya.',
  'notice.gateway-put-aside':
    '{provider} menolak kuncinya atau saldonya habis; permintaan dialihkan ke gateway lain. Periksa kunci dan saldonya di sana.',
  'notice.gateway-recovered': '{provider} berfungsi lagi, setelah {duration}.',
  'notice.submission-unknown':
    'Tidak bisa dipastikan apakah {provider} menerima permintaan {generationId} dari {userId}; permintaan tidak dikirim lagi, penggunanya tidak ditagih, dan {lost} dihapusbukukan. Lihat tagihan gateway.',
  'notice.drained':
    'Semua yang diterima sudah selesai; Limner menganggur dan bisa dihentikan. /admin resume menerima permintaan lagi.',
  'notice.report':
    '{reporter} ({reporterId}) melaporkan gambar {picture} milik {requester} ({requesterId}){chat, select, none {} other { di {chat}}}.{reason, select, none {} other { Alasan: {reason}.}}{prompt, select, none {} other { Prompt: {prompt}}} /admin block {requesterId} memblokir orang ini.',

  // Units and times
  'unit.seconds': '{seconds} dtk',
  'unit.minutes': '{minutes} mnt {seconds, select, 0 {} other {{seconds} dtk}}',
  'unit.hours': '{hours} jam {minutes, select, 0 {} other {{minutes} mnt}}',
  'unit.days': '{days, plural, other {# hari}}',
  'unit.on-in': 'pada {date} ({duration} lagi)',
  'unit.in': '{duration} lagi',
  'unit.at': 'pukul {time} UTC',
  'unit.at-in': 'pukul {time} UTC ({duration} lagi)',

  // Status words
  'status.queued': 'Menunggu',
  'status.submitting': 'Memulai',
  'status.running': 'Menggambar',
  'status.succeeded': 'Selesai',
  'status.failed': 'Gagal',
  'status.canceled': 'Dibatalkan',

  // Button labels
  'button.again': 'Lagi',
  'button.vary': 'Variasikan',
  'button.2k': '2K',
  'button.4k': '4K',
  'button.favourite': 'Favorit',
  'button.undo': 'Versi sebelumnya',
  'button.share': 'Bagikan di sini',
  'button.delete': 'Hapus',
  'button.reuse': 'Pakai ulang',
  'button.subtle': 'Halus',
  'button.strong': 'Kuat',
  'button.remove': 'Hapus selamanya',
  'button.drop': 'Hapus',
  'button.more': 'Lainnya',
  'button.less': 'Lebih sedikit',
  'button.older': 'Lebih lama',
  'button.newer': 'Lebih baru',
  'button.favolder': 'Lebih lama',
  'button.favnewer': 'Lebih baru',
  'button.history': 'Semua gambar',
  'button.favourites': 'Favorit',
  'button.edit': 'Edit',
  'button.region': 'Pilih area',
  'button.retry': 'Coba lagi',
  'button.cancel': 'Batal',
  'button.original': 'File asli',
  'button.make': 'Buat',
  'button.show': 'Tampilkan',

  // The prompt helper
  'helper.described':
    'Prompt yang bisa menghasilkan gambar seperti itu; tidak ada yang digambar sebelum kamu setuju:',
  'helper.suggested': 'Ini bisa menggantikan promptmu; tidak ada yang digambar sebelum kamu memilih:',
  'helper.imagine': 'Gambar ini',
  'helper.use': 'Pakai ini',
  'helper.edit': 'Edit dulu',
  'helper.keep': 'Tetap punyaku',

  // A key of one’s own at a gateway
  'error.own-key-refused':
    '{provider} menolak kunci milikmu, jadi tidak ada yang dibuat; beri yang baru dengan /key set, atau tarik dengan /key remove.',
  'error.own-key-revoked':
    '{provider} tidak lagi menerima kunci milikmu, jadi gambar ini tidak bisa diambil; beri kunci baru dengan /key set lalu coba lagi.',
  'error.own-key-missing':
    'Kunci milikmu ditarik sebelum ini dibuat, jadi tidak ada yang dibeli; minta lagi untuk memakai kuotamu.',
  'error.own-key-unreadable':
    'Kunci milikmu tidak bisa dibaca lagi di sini, jadi tidak ada yang dibeli; berikan lagi dengan /key set, atau tarik dengan /key remove.',
  'outcome.own-key':
    '{price, select, none {dibayar dengan kunci sendiri} other {{price}, dibayar dengan kunci sendiri}}',
  'quota.own-keys':
    'Kunci milikmu membayar {providers}: gambar dari sana dihitung dalam jumlah gambarmu dan tidak memakai uangmu di sini.',
  'privacy.own-keys': '{count, plural, other {# kunci}} milikmu untuk gateway, terenkripsi',
  'own-key.kept':
    'Kuncimu untuk {provider}, berakhiran {end}, disimpan terenkripsi: mulai sekarang ia membayar yang kamu buat di sana. /key remove menariknya.',
  'own-key.line': '{provider}: kuncimu berakhiran {end}',
  'own-key.line-unreadable': '{provider}: kuncimu tidak bisa dibaca lagi; berikan lagi dengan /key set.',
  'own-key.none': 'Tidak ada kuncimu yang disimpan di sini; /key set membawa kunci untuk {providers}.',
  'own-key.off': 'Kunci sendiri tidak diterima di sini; minta pengelola bot ini mengizinkannya.',
  'own-key.not-a-key':
    'Itu tidak tampak seperti kunci; salin seluruh kunci dari akunmu di gateway dan berikan lagi.',
  'own-key.not-offered': 'Sebutkan untuk gateway mana: kunci diterima untuk {providers}.',
  'own-key.removed':
    'Kuncimu untuk {providers} sudah dihapus; mulai sekarang kuotamu yang membayar. Yang sedang dibuat dengannya tetap dikirim.',
  'own-key.form-title': 'Kunci gateway milikmu',
  'own-key.gateway': 'Gateway',
  'own-key.key': 'Kunci',
  'own-key.remove': 'Hapus kunci: {provider}',
  'own-key.misplaced':
    'Itu tampak seperti kunci gateway, jadi tidak disimpan dan tidak dibuat apa pun darinya; berikan dengan {command}.',
  'own-key.deleted': 'Pesanmu yang berisi kunci sudah kuhapus.',
  'own-key.not-deleted': 'Pesanmu yang berisi kunci tidak bisa kuhapus; tolong hapus sendiri.',
};
