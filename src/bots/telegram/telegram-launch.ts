import { verifyInitData } from '../shared/verify-init-data.ts';
import { userKey } from './telegram-address.ts';

/** Where Telegram's own clients for browsers run; they show a Mini App in a frame. */
const frameOrigins = ['https://web.telegram.org'] as const;

/** Vouches for whoever opens a page of ours as a Mini App. See `PageLaunch` of the web side. */
export function createTelegramLaunch({ token, now }: { readonly token: string; readonly now: () => number }) {
  return {
    frameOrigins,
    verify: (launchData: string) => {
      const check = verifyInitData(launchData, { botToken: token, now: now() });
      if (check.kind !== 'verified') return check;
      return { kind: 'verified', userId: userKey(check.launch.userId) } as const;
    },
  };
}
