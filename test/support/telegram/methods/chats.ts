import { badRequest } from '../api-error.ts';
import type { Backend, Method } from '../backend.ts';
import { chatJson, sizeJson, userJson } from '../message-json.ts';
import type { ChatRecord, UserRecord } from '../model.ts';
import type { JsonObject } from '../params.ts';

export const getMe: Method = (backend) => ({
  ...backend.botUser,
  can_join_groups: true,
  can_read_all_group_messages: !backend.privacyMode,
  supports_inline_queries: backend.inlineMode,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
});

export const getChat: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  return {
    ...chatJson(chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {},
    ...(chat.type !== 'private' && { permissions: chat.permissions }),
  };
};

export const getChatMember: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  const userId = params.integer('user_id');
  if (userId === backend.bot.id) return botMemberJson(backend, chat);
  const user = backend.world.users.get(userId);
  if (!user) throw badRequest('user not found');
  return memberJson(chat, user);
};

export const getChatAdministrators: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  const people = [...chat.members].flatMap(([id, status]) => {
    const user = backend.world.users.get(id);
    return user && (status === 'creator' || status === 'administrator') ? [memberJson(chat, user)] : [];
  });
  return chat.bot === 'administrator' ? [...people, botMemberJson(backend, chat)] : people;
};

export const getChatMemberCount: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  return [...chat.members.values()].filter((status) => status !== 'left').length + 1;
};

/** Newest first; one is all that people of a test have. */
export const getUserProfilePhotos: Method = (backend, params) => {
  const user = backend.world.users.get(params.integer('user_id'));
  if (!user) throw badRequest('user not found');
  const photos = user.avatar ? [user.avatar.sizes.map(sizeJson)] : [];
  const from = params.integer('offset', 0, 0);
  return {
    total_count: photos.length,
    photos: photos.slice(from, from + params.integer('limit', 100, 1, 100)),
  };
};

export const leaveChat: Method = (backend, params) => {
  const chat = backend.world.chat(params.string('chat_id'), 'read');
  if (chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  chat.bot = 'left';
  return true;
};

export function memberJson(chat: ChatRecord, user: UserRecord): JsonObject {
  const status = chat.type === 'private' ? 'member' : (chat.members.get(user.id) ?? 'left');
  return {
    user: userJson(user),
    status,
    ...((status === 'creator' || status === 'administrator') && { is_anonymous: false }),
  };
}

export function botMemberJson(backend: Backend, chat: ChatRecord): JsonObject {
  if (chat.type === 'private') return { user: backend.botUser, status: chat.blocked ? 'kicked' : 'member' };
  const isRestricted = chat.bot === 'member' && Object.values(chat.permissions).includes(false);
  const status = isRestricted && chat.type === 'supergroup' ? 'member' : chat.bot;
  return {
    user: backend.botUser,
    status,
    ...(status === 'administrator' && {
      is_anonymous: false,
      can_be_edited: false,
      can_delete_messages: true,
      can_manage_chat: true,
      can_manage_topics: true,
    }),
    ...(status === 'kicked' && { until_date: 0 }),
  };
}
