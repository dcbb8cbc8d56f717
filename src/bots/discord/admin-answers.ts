import { carryOutAdminOrder, type AdminReply } from '../shared/admin/carry-out-admin-order.ts';
import { carryOutModerationOrder } from '../shared/admin/carry-out-moderation-order.ts';
import { readAdminOrder } from '../shared/admin/read-admin-order.ts';
import { readModerationOrder } from '../shared/admin/read-moderation-order.ts';
import { adminWords, moderationWords } from './admin-command.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { requesterOf, userKey, type DiscordInteraction } from './interaction.ts';
import { maySettle } from './permissions.ts';
import { filePart, plainText, textMessage, textPart } from './message-parts.ts';

type AdminCommand = Extract<DiscordInteraction, { kind: 'command' }>;

/** The answer to /admin and /moderation, which nobody else sees: for those who run the bot, and for who may manage this server. */
export async function adminAnswer(
  interaction: AdminCommand,
  { core, now }: BotContext,
  { common: translator }: DiscordTranslator,
): Promise<MessagePayload> {
  const { userId, chatId, locale } = requesterOf(interaction);
  const isOwner = core.isAdmin(userId);
  // Discord hides the command from others, unless the server decided otherwise.
  const isManager = interaction.guildId !== undefined && maySettle(interaction, 'server');
  if (!isOwner && !isManager) return textMessage(translator.say('error.admin-only'));
  await core.notices.rememberLocale(userId, locale);
  if (interaction.name === 'moderation') {
    const asked = moderationWords(interaction.subcommand ?? '', interaction.options);
    const order = readModerationOrder(asked, { chatId, userKey });
    if (!order) return textMessage(translator.say('moderation.unknown'));
    const actor = isOwner ? { userId } : { userId, chatId };
    const { lines } = await carryOutModerationOrder(order, actor, { core, translator, chatId });
    return textMessage(plainText(lines.join('\n')));
  }
  const words = adminWords(interaction.subcommand ?? '', interaction.options);
  const read = readAdminOrder(words, { chatId, userKey });
  if (!read) return textMessage(translator.say('admin.unknown'));
  const by = isOwner && !read.isHere ? { userId } : { userId, chatId };
  const key = `discord:${interaction.id}`;
  const reply = await carryOutAdminOrder(read.order, by, { core, translator, now, key });
  const text = plainText(reply.lines.join('\n'));
  if (!reply.file) return textMessage(text);
  const bytes = await contentOf(reply.file, interaction.sizeLimit);
  if (!bytes) return textMessage(translator.say('admin.ledger-too-large'));
  const { name } = reply.file;
  return {
    components: [textPart(text), filePart(name)],
    attachments: [{ id: 0, filename: name }],
    files: [{ name, mediaType: 'text/csv', content: { bytes } }],
  };
}

/** Undefined for more than a file may have here. */
async function contentOf(
  { content }: NonNullable<AdminReply['file']>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const text of content) {
    const piece = Buffer.from(text);
    length += piece.length;
    if (length > maxBytes) return undefined;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
