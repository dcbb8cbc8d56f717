import { carryOutAdminOrder, type AdminReply } from '../shared/admin/carry-out-admin-order.ts';
import { readAdminOrder } from '../shared/admin/read-admin-order.ts';
import { adminWords } from './admin-command.ts';
import type { BotContext } from './bot-context.ts';
import type { MessagePayload } from './discord-api.ts';
import type { DiscordTranslator } from './discord-messages.ts';
import { requesterOf, userKey, type DiscordInteraction } from './interaction.ts';
import { maySettle } from './permissions.ts';
import { filePart, plainText, textMessage, textPart } from './message-parts.ts';

type AdminCommand = Extract<DiscordInteraction, { kind: 'command' }>;

/** The answer to /admin, which nobody else sees: for those who run the bot, and for who may manage this server. */
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
