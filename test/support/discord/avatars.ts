import { createHash } from 'node:crypto';
import type { User } from './model.ts';

/** Puts up somebody's avatar, everywhere or in servers alone; without a picture there is none. */
export function setAvatar(
  { user }: { readonly user: User },
  png: Uint8Array | undefined,
  { inServers = false } = {},
): void {
  const avatar = png && { hash: createHash('md5').update(png).digest('hex'), png };
  if (inServers) user.serverAvatar = avatar;
  else user.avatar = avatar;
}

/** The picture at a path of the CDN. Avatars are public and unsigned. */
export function avatarAt(users: ReadonlyMap<string, User>, path: string): Uint8Array | undefined {
  const [, userId = '', hash] = /^\/avatars\/(\d+)\/(\w+)\.png$/.exec(path) ?? [];
  const common = users.get(userId)?.avatar;
  if (hash !== undefined) return common?.hash === hash ? common.png : undefined;
  const [, memberId = '', own] = /^\/guilds\/\d+\/users\/(\d+)\/avatars\/(\w+)\.png$/.exec(path) ?? [];
  const avatar = users.get(memberId)?.serverAvatar;
  return avatar && avatar.hash === own ? avatar.png : undefined;
}
