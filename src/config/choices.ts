import { entriesOf } from './schemas.ts';
import { type KeyedProviderId, keyedProviderIds, type ProviderId, type Role } from './setting.ts';
import type { SettingValues } from './settings.ts';

/** The gateways in use, in order; a gateway that is named without a key is a problem. */
export function chooseProviders(
  values: SettingValues,
  texts: ReadonlyMap<string, string>,
  problems: string[],
): readonly ProviderId[] {
  const withKey = keyedProviderIds.filter((id) => texts.has(keyVariable(id)));
  // The text rather than the value, so that this is told together with names that cannot be read.
  const named = entriesOf((texts.get('PROVIDERS') ?? '').toLowerCase());
  for (const id of keyedProviderIds) {
    if (!named.includes(id) || withKey.includes(id)) continue;
    problems.push(
      `PROVIDERS names ${id}, which has no key. Set ${keyVariable(id)}, or take ${id} out of PROVIDERS.`,
    );
  }
  return values.PROVIDERS ?? (withKey.length > 0 ? withKey : ['sandbox']);
}

/** What this process does; a platform without its token is a problem. */
export function chooseRoles(
  values: SettingValues,
  texts: ReadonlyMap<string, string>,
  problems: string[],
): readonly Role[] {
  const platforms = (['discord', 'telegram'] as const).map((role) => {
    const variable = role === 'discord' ? 'DISCORD_TOKEN' : 'TELEGRAM_TOKEN';
    return { role, variable, on: texts.has(variable) };
  });
  const named = entriesOf((texts.get('ROLES') ?? '').toLowerCase());
  for (const { role, variable, on } of platforms) {
    if (on || !named.includes(role)) continue;
    problems.push(`ROLES names ${role}, which has no token. Set ${variable}, or take ${role} out of ROLES.`);
  }
  return values.ROLES ?? [...platforms.filter(({ on }) => on).map(({ role }) => role), 'web', 'worker'];
}

/** The first part of a gateway’s variables. */
export function prefixOf<Id extends KeyedProviderId>(id: Id): Uppercase<Id> {
  return id.toUpperCase() as Uppercase<Id>;
}

export function keyVariable(id: KeyedProviderId): string {
  return `${prefixOf(id)}_API_KEY`;
}
