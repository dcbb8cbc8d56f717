import type { RawInteraction } from './interaction-schema.ts';

/** Somebody who was chosen in an option. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  /** Where Discord has their avatar, the server's own before the common one, without an ending; absent: none. */
  readonly avatarPath: string | undefined;
}

/** The person with this id among what Discord told along with a command. */
export function readPerson(
  resolved: NonNullable<RawInteraction['data']>['resolved'],
  id: string,
  guildId: string | undefined,
): NamedPerson | undefined {
  const user = resolved?.users?.[id];
  if (!user) return undefined;
  const own = guildId === undefined ? undefined : resolved?.members?.[id]?.avatar;
  const paths = [
    own != null && isHash(own) ? `guilds/${guildId}/users/${user.id}/avatars/${own}` : undefined,
    user.avatar != null && isHash(user.avatar) ? `avatars/${user.id}/${user.avatar}` : undefined,
  ];
  return {
    id: user.id,
    name: user.global_name ?? user.username,
    avatarPath: paths.find((path) => path !== undefined),
  };
}

function isHash(text: string): boolean {
  return /^\w{1,64}$/.test(text);
}
