import { PermissionFlagsBits } from '@discordjs/core/http-only';
import type { DiscordMessageKey } from './discord-messages.ts';

/** A place where pictures are to appear for everybody. */
export interface PostingPlace {
  /** The bot's permissions there; undefined where nobody can say, which is taken for enough. */
  readonly permissions: bigint | undefined;
  readonly inThread: boolean;
  /** The bot is a member there, so its own messages need permissions too. */
  readonly botInChannel: boolean;
  readonly directMessage: boolean;
}

/** Names of the permissions without which a picture cannot be posted there, as message keys. */
export function missingPermissions(place: PostingPlace): readonly DiscordMessageKey[] {
  const { permissions, botInChannel, inThread, directMessage } = place;
  if (permissions === undefined || directMessage) return [];
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return [];
  const lacks = (bit: bigint): boolean => (permissions & bit) === 0n;
  const missing: DiscordMessageKey[] = [];
  if (botInChannel && lacks(PermissionFlagsBits.ViewChannel)) missing.push('permission.view-channel');
  if (botInChannel && !inThread && lacks(PermissionFlagsBits.SendMessages)) {
    missing.push('permission.send-messages');
  }
  if (botInChannel && inThread && lacks(PermissionFlagsBits.SendMessagesInThreads)) {
    missing.push('permission.send-messages-in-threads');
  }
  if (lacks(PermissionFlagsBits.AttachFiles)) missing.push('permission.attach-files');
  return missing;
}

/** Whether a member may settle things for a channel, or for all of a server. In direct messages everybody may. */
export function maySettle(
  { memberPermissions, guildId }: { memberPermissions: bigint | undefined; guildId: string | undefined },
  what: 'channel' | 'server',
): boolean {
  if (guildId === undefined) return true;
  const { Administrator, ManageGuild, ManageChannels } = PermissionFlagsBits;
  const enough = Administrator | ManageGuild | (what === 'channel' ? ManageChannels : 0n);
  return ((memberPermissions ?? 0n) & enough) !== 0n;
}
