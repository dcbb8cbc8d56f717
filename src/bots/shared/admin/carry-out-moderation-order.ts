import type { Core } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import type { AdminActor } from '../../../core/ports/admin.ts';
import type { WordListName } from '../../../core/ports/moderation.ts';
import type { MessageTranslator } from '../messages.ts';
import { errorText } from '../refusal-text.ts';
import { auditLines } from './admin-text.ts';
import type { AdminReply } from './carry-out-admin-order.ts';
import type { ReadModerationOrder } from './read-moderation-order.ts';

export interface ModerationDependencies {
  readonly core: Pick<Core, 'admin' | 'moderation'>;
  readonly translator: MessageTranslator;
  /** Where the order was given: whose words are meant unless another chat is named. */
  readonly chatId: string;
}

/** Entries on a page of the audit log. */
const pageLength = 15;

/** Does what an admin wants of moderation and says what came of it. */
export async function carryOutModerationOrder(
  { order, chatId: named }: ReadModerationOrder,
  by: AdminActor,
  { core, translator, chatId: here }: ModerationDependencies,
): Promise<AdminReply> {
  if (named !== undefined && by.chatId !== undefined && named !== by.chatId) {
    return { lines: [errorText('admin-only', translator)], isPrivate: false };
  }
  const chatId = named ?? here;
  const { moderation, admin } = core;
  try {
    switch (order.kind) {
      case 'words':
        return closed(await listed(chatId, core, translator));
      case 'change': {
        const { list, words } = order;
        if (order.change === 'add') await moderation.addWords(by.userId, chatId, words, list);
        else await moderation.removeWords(by.userId, chatId, words, list);
        return closed(await listed(chatId, core, translator));
      }
      case 'search': {
        const { wanted, page, words } = order;
        const place = named === undefined ? {} : { chatId: named };
        const skip = (page - 1) * pageLength;
        const found = await admin.audit(by, { ...wanted, ...place, skip, limit: pageLength + 1 });
        const lines = auditLines(found.slice(0, pageLength), translator);
        if (found.length <= pageLength) return closed(lines);
        const command = `/moderation search ${`${words} page:${page + 1}`.trim()}`;
        return closed([...lines, translator.say('moderation.more', { command })]);
      }
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'admin-only') throw error;
    return { lines: [errorText('admin-only', translator)], isPrivate: false };
  }
}

async function listed(
  chatId: string,
  { moderation }: Pick<Core, 'moderation'>,
  translator: MessageTranslator,
): Promise<readonly string[]> {
  const line = async (list: WordListName): Promise<string> => {
    const words = await moderation.words(chatId, list);
    return translator.say(`moderation.${list}`, { words: words.join(', ') || 'none' });
  };
  return [await line('refused'), await line('allowed'), '', translator.say('moderation.help')];
}

/** Which words a chat refuses is for its admins: whoever reads them may write around them. */
function closed(lines: readonly string[]): AdminReply {
  return { lines, isPrivate: true };
}
