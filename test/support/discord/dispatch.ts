import { type JsonObject, permissions } from './model.ts';
import type { DiscordState } from './state.ts';

export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

export interface GatewayEvent {
  readonly name: string;
  readonly guildId: string | undefined;
  /** The intent a session needs to receive it; 0 for none. */
  readonly intent: number;
  /** The payload; `full` for sessions with the Message Content intent. */
  data(full: boolean): JsonObject;
}

/** Tells the gateway about something in a channel; silent where the bot is no member or may not look. */
export function dispatch(
  state: DiscordState,
  event: Omit<GatewayEvent, 'guildId'> & { readonly channelId: string },
): void {
  const channel = state.channel(event.channelId);
  if (!state.botIsIn(channel)) return;
  const mayView = (channel.botPermissions & permissions.viewChannel) !== 0n;
  if (event.name.startsWith('MESSAGE_') && !mayView) return;
  state.emit('dispatch', { ...event, guildId: channel.guildId } satisfies GatewayEvent);
}

/** An event for the bot wherever it comes from (interactions reach it even where it is no member). */
export function dispatchToBot(state: DiscordState, event: GatewayEvent): void {
  state.emit('dispatch', event);
}
