import { freeText, namesOrOff } from './schemas.ts';
import { keyedProviderIds, type Setting } from './setting.ts';

/** Keys that people bring for gateways. */
export const ownKeySettings = {
  OWN_KEYS: {
    section: 'Own keys',
    about: `Gateways for which people may bring a key of their own, which then pays: \`off\`, or a comma list of ${keyedProviderIds.join(', ')}. See docs/own-keys.md.`,
    example: 'gccai,openai',
    default: 'off',
    schema: namesOrOff(keyedProviderIds),
  },
  OWN_KEY_SECRET: {
    section: 'Own keys',
    about: 'Secret under which these keys are encrypted, at least 32 bytes; the same for all processes.',
    example: 'at-least-32-other-random-letters-and-digits',
    unset: 'needed only where OWN_KEYS is not off',
    secret: true,
    schema: freeText(),
  },
} as const satisfies Record<string, Setting>;
