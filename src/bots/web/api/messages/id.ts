import type { en } from './en.ts';

/** Indonesian. */
export const id: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized': 'Masuk dulu: kirim kata sandi dengan HTTP Basic, atau buka alamat ini di browser.',
  'http.wrong-password': 'Kata sandi itu salah; periksa lalu coba lagi.',
  'http.too-many-attempts': 'Terlalu banyak kata sandi yang salah; tunggu satu menit lalu coba lagi.',
  'http.foreign-host':
    'Layanan ini hanya menjawab di mesin tempatnya berjalan; buka di http://localhost, atau atur WEB_PASSWORD untuk mengaksesnya dari tempat lain.',
  'http.foreign-origin':
    'Permintaan ini dikirim oleh situs lain; buka obrolan web langsung dan kirim dari sana.',
  'http.malformed': 'Permintaan ini tidak bisa dibaca; kirim JSON yang valid atau multipart/form-data.',
  'http.unsupported-media-type': 'Kirim sebagai application/json atau multipart/form-data.',
  'http.too-large':
    'Itu terlalu banyak sekaligus: paling banyak 20 MB per gambar dan 64 MB seluruhnya; kirim lebih sedikit.',
  'http.too-slow': 'Permintaan terlalu lama sampai; coba lagi dengan koneksi yang lebih baik.',
  'http.route-not-found': 'Tidak ada apa-apa di alamat ini; README mencantumkan yang tersedia.',
  'http.link-expired': 'Tautan ini kedaluwarsa atau tidak lengkap; muat ulang halaman untuk yang baru.',
  'http.region-expired':
    'Tautan ini kedaluwarsa atau tidak lengkap; tekan lagi Pilih area di bawah gambar untuk yang baru.',
  'http.region-used':
    'Tautan ini sudah dipakai dan hanya berlaku untuk satu perubahan; tekan lagi Pilih area di bawah gambar.',
  'http.region-not-yours':
    'Halaman ini dibuka untuk orang lain; tekan sendiri Pilih area di bawah gambar, di obrolan.',
  'http.is-admin': 'Siapa pun yang tercantum di ADMIN_IDS tidak bisa diblokir; keluarkan dulu dari sana.',
  'http.not-blocked': 'Orang ini tidak diblokir; GET /api/admin/blocks menunjukkan siapa yang diblokir.',
};
