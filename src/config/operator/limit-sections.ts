import { z } from 'zod';
import { qualities } from '../../core/generation/image-request.ts';
import type { Allowance, LimitRules, Tier } from '../../core/ports/limits.ts';
import { providerIds } from '../setting.ts';

const none = z.literal('none');
const images = z.union([z.int().min(0).max(1_000_000_000), none], {
  error: 'must be a whole number of pictures, or none',
});
const usd = z.union([z.number().min(0).max(1_000_000_000), none], {
  error: 'must be an amount in dollars such as 2.50, or none',
});
const amounts = z.strictObject({ images: images.optional(), usd: usd.optional() });
const allowance = z.strictObject({ day: amounts.optional(), month: amounts.optional() });
type WrittenAllowance = z.output<typeof allowance>;

const userId = z.string().regex(/^(discord|telegram):\d{1,20}$|^web:\S+$/, {
  error: 'must be a user such as discord:1234567890123456789 or telegram:123456789',
});
const chatId = z.string().regex(/^telegram:-?\d{1,20}$|^discord:dm:\d{1,20}$/, {
  error: 'must be a chat such as telegram:-1001234567890',
});
const discordId = z.string().regex(/^discord:\d{1,20}$/, {
  error: 'must be an id such as discord:1234567890123456789',
});
const name = z.string().regex(/^[\p{L}][\p{L}\p{N}_-]{0,31}$/u, {
  error: 'must be a name that begins with a letter: letters, digits, - and _, at most 32',
});

const tier = z.strictObject({
  limits: allowance.optional(),
  concurrent: z.int().min(1).max(10_000).optional(),
  queued: z.int().min(1).max(100_000).optional(),
  gateways: z.array(z.enum(providerIds)).min(1).optional(),
  qualities: z.array(z.enum(qualities)).min(1).optional(),
  confirmAboveUsd: usd.optional(),
  members: z
    .strictObject({
      users: z.array(userId).optional(),
      roles: z.array(discordId).optional(),
      servers: z.array(discordId).optional(),
      chats: z.array(chatId).optional(),
      lists: z.array(name).optional(),
    })
    .optional(),
});

/** Lists of users and chats, tiers and who is in them, and budgets that several share. */
export const limitSections = {
  lists: z.record(name, z.array(z.union([userId, chatId, discordId]))).optional(),
  defaultTier: name.optional(),
  tiers: z.record(name, tier).optional(),
  limits: z
    .strictObject({
      total: allowance.optional(),
      chat: allowance.optional(),
      users: z.record(userId, allowance).optional(),
      chats: z.record(chatId, allowance).optional(),
      servers: z.record(discordId, allowance).optional(),
      roles: z.record(discordId, allowance).optional(),
      lists: z.record(name, allowance).optional(),
    })
    .optional(),
};
const limitSchema = z.strictObject(limitSections);
type LimitContent = z.output<typeof limitSchema>;

/** Names that are used and nowhere given. */
export function limitProblems(
  content: LimitContent,
): readonly { path: (string | number)[]; message: string }[] {
  const { lists = {}, tiers = {}, defaultTier, limits } = content;
  const noList = 'is no list; the section lists names them';
  return [
    ...(defaultTier !== undefined && !Object.hasOwn(tiers, defaultTier)
      ? [{ path: ['defaultTier'], message: 'is no tier; the section tiers names them' }]
      : []),
    ...Object.entries(tiers).flatMap(([id, { members }]) =>
      (members?.lists ?? []).flatMap((list, index) =>
        Object.hasOwn(lists, list)
          ? []
          : [{ path: ['tiers', id, 'members', 'lists', index], message: noList }],
      ),
    ),
    ...Object.keys(limits?.lists ?? {}).flatMap((list) =>
      Object.hasOwn(lists, list) ? [] : [{ path: ['limits', 'lists', list], message: noList }],
    ),
  ];
}

/** What the sections say, in core's words. */
export function limitRulesOf(content: LimitContent): LimitRules {
  const { lists = {}, tiers = {}, defaultTier, limits = {} } = content;
  const budgets = new Map<string, Allowance>();
  const add = (
    kind: string,
    written: Record<string, WrittenAllowance> = {},
    idOf = (id: string) => id,
  ): void => {
    for (const [id, one] of Object.entries(written)) budgets.set(`${kind}:${idOf(id)}`, allowanceOf(one));
  };
  add('user', limits.users);
  add('chat', limits.chats);
  add('chat', limits.servers);
  add('role', limits.roles, bareId);
  add('list', limits.lists);
  if (limits.total) budgets.set('all:all', allowanceOf(limits.total));
  return {
    tiers: Object.entries(tiers).map(([id, one]) => tierOf(id, one)),
    lists: new Map(Object.entries(lists).map(([id, members]) => [id, new Set(members)])),
    budgets,
    ...(defaultTier === undefined ? {} : { defaultTier }),
    ...(limits.chat ? { chat: allowanceOf(limits.chat) } : {}),
  };
}

function tierOf(
  id: string,
  {
    limits,
    concurrent,
    queued,
    gateways,
    qualities: kinds,
    confirmAboveUsd,
    members = {},
  }: z.output<typeof tier>,
): Tier {
  return {
    name: id,
    ...(limits ? { limits: allowanceOf(limits) } : {}),
    ...(concurrent === undefined ? {} : { concurrent }),
    ...(queued === undefined ? {} : { queued }),
    ...(gateways ? { gateways } : {}),
    ...(kinds ? { qualities: kinds } : {}),
    ...(confirmAboveUsd === undefined ? {} : { confirmAboveMicroUsd: microUsdOf(confirmAboveUsd) }),
    members: {
      users: new Set(members.users),
      roles: new Set((members.roles ?? []).map(bareId)),
      chats: new Set([...(members.chats ?? []), ...(members.servers ?? [])]),
      lists: new Set(members.lists),
    },
  };
}

/** Roles come without their platform: only one of them has roles. */
function bareId(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

function allowanceOf({ day, month }: WrittenAllowance): Allowance {
  return { ...(day ? { day: amountsOf(day) } : {}), ...(month ? { month: amountsOf(month) } : {}) };
}

function amountsOf(written: z.output<typeof amounts>): { images?: number | null; microUsd?: number | null } {
  return {
    ...(written.images === undefined ? {} : { images: written.images === 'none' ? null : written.images }),
    ...(written.usd === undefined ? {} : { microUsd: microUsdOf(written.usd) }),
  };
}

function microUsdOf(written: number | 'none'): number | null {
  return written === 'none' ? null : Math.round(written * 1_000_000);
}
