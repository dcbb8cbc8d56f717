import type { Method } from './backend.ts';
import {
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getMe,
  getUserProfilePhotos,
  leaveChat,
} from './methods/chats.ts';
import { sendSticker } from './methods/stickers.ts';
import { deleteMessage, deleteMessages } from './methods/deleting.ts';
import {
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from './methods/editing.ts';
import { getFile } from './methods/files.ts';
import { answerInlineQuery } from './methods/inline.ts';
import {
  accept,
  deleteMyCommands,
  getMyCommands,
  getProfileText,
  setMyCommands,
  setProfileText,
} from './methods/profile.ts';
import { answerCallbackQuery, sendChatAction, setMessageReaction } from './methods/reacting.ts';
import { copyMessage, forwardMessage, sendFile, sendMediaGroup, sendMessage } from './methods/sending.ts';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook.ts';

const METHODS: Readonly<Record<string, Method>> = {
  getMe,
  getUpdates: (backend, params, signal) => backend.updates.getUpdates(params, signal),
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: setProfileText('name', 64),
  getMyName: getProfileText('name'),
  setMyDescription: setProfileText('description', 512),
  getMyDescription: getProfileText('description'),
  setMyShortDescription: setProfileText('short_description', 120),
  getMyShortDescription: getProfileText('short_description'),
  setChatMenuButton: accept,
  setMyDefaultAdministratorRights: accept,
  sendMessage,
  sendPhoto: sendFile('photo'),
  sendDocument: sendFile('document'),
  sendVideo: sendFile('video'),
  sendAnimation: sendFile('animation'),
  sendAudio: sendFile('audio'),
  sendVoice: sendFile('voice'),
  sendSticker,
  sendMediaGroup,
  copyMessage,
  forwardMessage,
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  sendChatAction,
  setMessageReaction,
  answerCallbackQuery,
  answerInlineQuery,
  getFile,
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  getUserProfilePhotos,
  leaveChat,
};

const BY_LOWERED_NAME = new Map(
  Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), { name, method }]),
);

/** Method names are case-insensitive, as on the real server. */
export function findMethod(name: string): { readonly name: string; readonly method: Method } | undefined {
  return BY_LOWERED_NAME.get(name.toLowerCase());
}
