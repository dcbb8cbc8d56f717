import {
  cannotDm,
  foreignMessage,
  missingAccess,
  missingPermissions,
  noMutualServer,
  replyNeedsHistory,
  unknownChannel,
  unknownMessage,
  unknownUser,
} from './api-error.ts';
import { channelJson } from './entity-json.ts';
import { FormErrors, isObject } from './form-errors.ts';
import { messageJson } from './message-json.ts';
import { createBotMessage, deleteMessage, editBotMessage } from './messages.ts';
import { type Channel, type JsonObject, type Message, messageFlags, permissions } from './model.ts';
import { bodyObject, param, type Reply, type Route, type RouteRequest } from './route.ts';
import type { DiscordState } from './state.ts';

const message = '/channels/:channel/messages/:message';

/** Channels and messages by the bot token. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel', auth: 'bot', handle: getChannel },
  { method: 'POST', path: '/channels/:channel/typing', auth: 'bot', handle: startTyping },
  { method: 'GET', path: '/channels/:channel/messages', auth: 'bot', handle: listMessages },
  { method: 'POST', path: '/channels/:channel/messages', auth: 'bot', handle: createMessage },
  { method: 'GET', path: message, auth: 'bot', handle: getMessage },
  { method: 'PATCH', path: message, auth: 'bot', handle: patchMessage },
  { method: 'DELETE', path: message, auth: 'bot', handle: removeMessage },
  { method: 'PUT', path: `${message}/reactions/:emoji/@me`, auth: 'bot', handle: addReaction },
  { method: 'DELETE', path: `${message}/reactions/:emoji/@me`, auth: 'bot', handle: removeReaction },
  { method: 'POST', path: '/users/@me/channels', auth: 'bot', handle: openDirectMessages },
];

/** The channel, when it exists and the bot can see it. */
function accessible(request: RouteRequest): Channel {
  const { state } = request;
  const channel = state.channels.get(param(request, 'channel'));
  if (!channel || channel.deleted) throw unknownChannel();
  if (!state.botIsIn(channel) || !has(channel, permissions.viewChannel)) throw missingAccess();
  return channel;
}

function has(channel: Channel, permission: bigint): boolean {
  return (channel.botPermissions & permission) !== 0n;
}

function need(channel: Channel, permission: bigint): void {
  if (!has(channel, permission)) throw missingPermissions();
}

function needToSend(state: DiscordState, channel: Channel): void {
  if (channel.kind === 'dm') {
    const recipient = state.user(channel.recipientIds[0] ?? '');
    if (recipient.dm === 'closed') throw cannotDm();
    if (recipient.dm === 'no-mutual-server') throw noMutualServer();
  }
  need(channel, channel.kind === 'thread' ? permissions.sendMessagesInThreads : permissions.sendMessages);
}

function getChannel(request: RouteRequest): Reply {
  return { status: 200, body: channelJson(request.state, accessible(request)) };
}

function startTyping(request: RouteRequest): Reply {
  needToSend(request.state, accessible(request));
  return { status: 204 };
}

/** The message, unless it is unknown, deleted or ephemeral (the bot token cannot see those). */
function findMessage(request: RouteRequest, channel: Channel): Message {
  const found = request.state.liveMessage(param(request, 'message'));
  if (!found || found.channelId !== channel.id || found.ephemeralFor !== undefined) throw unknownMessage();
  return found;
}

function asJson(state: DiscordState, found: Message): JsonObject {
  return messageJson(state, found, { full: state.rules.messageContentAllowed });
}

function getMessage(request: RouteRequest): Reply {
  const channel = accessible(request);
  if (!has(channel, permissions.readMessageHistory)) throw missingAccess();
  return { status: 200, body: asJson(request.state, findMessage(request, channel)) };
}

function listMessages(request: RouteRequest): Reply {
  const { state, query } = request;
  const channel = accessible(request);
  if (!has(channel, permissions.readMessageHistory)) return { status: 200, body: [] };
  const limit = Number(query.get('limit') ?? 50);
  const before = query.get('before');
  const after = query.get('after');
  const found = [...state.messages.values()]
    .filter((item) => item.channelId === channel.id && !item.deleted && item.ephemeralFor === undefined)
    .filter((item) => before === null || BigInt(item.id) < BigInt(before))
    .filter((item) => after === null || BigInt(item.id) > BigInt(after))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  const page = after === null ? found.slice(0, limit) : found.slice(-limit);
  return { status: 200, body: page.map((item) => asJson(state, item)) };
}

function createMessage(request: RouteRequest): Reply {
  const { state, files } = request;
  const payload = bodyObject(request);
  const channel = accessible(request);
  needToSend(state, channel);
  if (files.length > 0) need(channel, permissions.attachFiles);
  if (Array.isArray(payload['embeds']) && payload['embeds'].length > 0) need(channel, permissions.embedLinks);

  const replyTo = findReference(state, channel, payload['message_reference']);
  const nonce = readNonce(payload['nonce']);
  const key = state.rules.nonceScope === 'author' ? `${nonce}` : `${channel.id}:${nonce}`;
  const enforced = nonce !== undefined && payload['enforce_nonce'] === true;
  if (enforced) {
    const known = state.nonces.get(key);
    const existing =
      known && known.at > state.now() - state.limits.nonceWindowMs
        ? state.liveMessage(known.messageId)
        : undefined;
    if (existing) return { status: 200, body: asJson(state, existing) };
  }
  const created = createBotMessage(state, {
    channel,
    payload,
    files,
    sizeLimit: channel.attachmentSizeLimit ?? state.limits.fileBytes,
    allowedFlags:
      messageFlags.suppressEmbeds |
      messageFlags.suppressNotifications |
      messageFlags.voiceMessage |
      messageFlags.componentsV2,
    defaultParse: ['users', 'roles', 'everyone'],
    type: replyTo ? 19 : 0,
    replyTo,
    nonce,
  });
  if (nonce !== undefined) state.nonces.set(key, { messageId: created.id, at: state.now() });
  return { status: 200, body: asJson(state, created) };
}

function readNonce(nonce: unknown): string | number | undefined {
  return typeof nonce === 'string' || typeof nonce === 'number' ? nonce : undefined;
}

function findReference(state: DiscordState, channel: Channel, reference: unknown): Message | undefined {
  if (!isObject(reference)) return undefined;
  if (!has(channel, permissions.readMessageHistory)) throw replyNeedsHistory();
  const form = new FormErrors();
  const otherChannel = reference['channel_id'] !== undefined && reference['channel_id'] !== channel.id;
  if (otherChannel) {
    form.add(
      ['message_reference'],
      'REPLIES_CANNOT_REPLY_ACROSS_CHANNELS',
      'Cannot reply to a message in another channel',
    );
    form.throwIfAny();
  }
  const found = state.liveMessage(String(reference['message_id']));
  if (found && found.channelId === channel.id && found.ephemeralFor === undefined) return found;
  if (reference['fail_if_not_exists'] === false) return undefined;
  form.add(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  form.throwIfAny();
  return undefined;
}

function patchMessage(request: RouteRequest): Reply {
  const { state, files } = request;
  const payload = bodyObject(request);
  const channel = accessible(request);
  const found = findMessage(request, channel);
  if (found.authorId !== state.bot.id) throw foreignMessage();
  if (found.interactionId !== undefined && !state.rules.botMayEditInteractionResponses)
    throw unknownMessage();
  if (channel.kind === 'dm') needToSend(state, channel);
  if (files.length > 0) need(channel, permissions.attachFiles);
  editBotMessage(state, found, {
    payload,
    files,
    channel,
    sizeLimit: channel.attachmentSizeLimit ?? state.limits.fileBytes,
    defaultParse: ['users', 'roles', 'everyone'],
  });
  return { status: 200, body: asJson(state, found) };
}

function removeMessage(request: RouteRequest): Reply {
  const channel = accessible(request);
  const found = findMessage(request, channel);
  if (found.authorId !== request.state.bot.id) need(channel, permissions.manageMessages);
  deleteMessage(request.state, found);
  return { status: 204 };
}

function addReaction(request: RouteRequest): Reply {
  const channel = accessible(request);
  const found = findMessage(request, channel);
  need(channel, permissions.addReactions);
  const emoji = param(request, 'emoji');
  if (!found.reactions.includes(emoji)) found.reactions.push(emoji);
  request.state.changed();
  return { status: 204 };
}

function removeReaction(request: RouteRequest): Reply {
  const found = findMessage(request, accessible(request));
  found.reactions = found.reactions.filter((emoji) => emoji !== param(request, 'emoji'));
  request.state.changed();
  return { status: 204 };
}

function openDirectMessages(request: RouteRequest): Reply {
  const recipient = request.state.users.get(String(bodyObject(request)['recipient_id']));
  if (!recipient) throw unknownUser();
  if (recipient.bot) throw cannotDm();
  return { status: 200, body: channelJson(request.state, request.state.dmWith(recipient.id)) };
}
