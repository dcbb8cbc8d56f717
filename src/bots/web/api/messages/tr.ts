import type { en } from './en.ts';

/** Turkish. */
export const tr: Readonly<Record<keyof typeof en, string>> = {
  'http.unauthorized': 'Önce giriş yap: parolayı HTTP Basic ile gönder ya da bu adresi bir tarayıcıda aç.',
  'http.wrong-password': 'Parola doğru değil; kontrol edip tekrar dene.',
  'http.too-many-attempts': 'Çok fazla yanlış parola girildi; bir dakika bekleyip tekrar dene.',
  'http.foreign-host':
    'Burası yalnızca çalıştığı makinede yanıt verir; http://localhost adresinden aç ya da başka yerden erişmek için WEB_PASSWORD ayarla.',
  'http.foreign-origin': 'Bu isteği başka bir site gönderdi; web sohbetinin kendisini açıp oradan gönder.',
  'http.malformed': 'Bu istek okunamadı; geçerli bir JSON ya da multipart/form-data gönder.',
  'http.unsupported-media-type': 'Bunu application/json ya da multipart/form-data olarak gönder.',
  'http.too-large':
    'Bu, tek seferde çok fazla: görsel başına en çok 20 MB, toplamda en çok 64 MB; daha az gönder.',
  'http.too-slow': 'İsteğin ulaşması çok uzun sürdü; daha iyi bir bağlantıyla tekrar dene.',
  'http.route-not-found': 'Bu adreste bir şey yok; nelerin olduğu README içinde yazıyor.',
  'http.link-expired':
    'Bu bağlantının süresi dolmuş ya da bağlantı eksik; yenisi için sayfayı yeniden yükle.',
  'http.region-expired':
    'Bu bağlantının süresi dolmuş ya da bağlantı eksik; yenisi için görselin altındaki “Bölge seç” düğmesine yeniden bas.',
  'http.region-used':
    'Bu bağlantı zaten kullanıldı ve yalnızca bir değişiklik için geçerli; görselin altındaki “Bölge seç” düğmesine yeniden bas.',
  'http.region-not-yours':
    'Bu sayfa başka biri için açıldı; sohbette görselin altındaki “Bölge seç” düğmesine kendin bas.',
  'http.is-admin': 'ADMIN_IDS listesindeki kişiler engellenemez; önce kişiyi listeden çıkar.',
  'http.not-blocked': 'Bu kişi engelli değil; kimlerin engelli olduğunu GET /api/admin/blocks gösterir.',
};
