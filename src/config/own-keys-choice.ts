import { gatewaySettingsOf } from './gateway-settings.ts';
import type { GatewayChoice } from './gateway-settings.ts';
import type { SettingValues } from './settings.ts';

/** Keys that people may bring. */
export interface OwnKeysSettings {
  /** What keys are encrypted under. */
  readonly secret: string;
  /** In order of preference. */
  readonly gateways: readonly GatewayChoice[];
}

const leastSecretBytes = 32;

/** Undefined: nobody may bring a key. */
export function chooseOwnKeys(values: SettingValues, problems: string[]): OwnKeysSettings | undefined {
  const { OWN_KEYS: ids = [], OWN_KEY_SECRET: secret } = values;
  if (ids.length === 0) return undefined;
  if (secret === undefined) {
    problems.push(
      'OWN_KEYS allows people’s own keys, but OWN_KEY_SECRET is unset. Set it to at least 32 random bytes, for example what "openssl rand -hex 32" prints, or write OWN_KEYS=off.',
    );
    return undefined;
  }
  if (Buffer.byteLength(secret) < leastSecretBytes) {
    problems.push(
      'OWN_KEY_SECRET is shorter than 32 bytes. Write a longer random one, for example what "openssl rand -hex 32" prints.',
    );
    return undefined;
  }
  return { secret, gateways: ids.map((id) => ({ id, ...gatewaySettingsOf(values, id) })) };
}
