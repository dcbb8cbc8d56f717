import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Core } from '../../../core/core.ts';
import { AppError } from '../../../core/errors.ts';
import { picturesOf } from '../../../core/generation/generation.ts';
import type { ImageSource } from '../../../core/ports/media.ts';
import { promptChanges, type HelpResult } from '../../../core/ports/prompt-helper.ts';
import { suggestionAsWritten } from '../../shared/helper-buttons.ts';
import { parseImagine } from '../../shared/parse-imagine.ts';
import { requesterOf, requestKeyOf } from './generation-routes.ts';
import type { SuggestionView } from './helper-view.ts';
import { HttpProblem, RefusedRequest } from './http-problem.ts';
import { discardAll, maxBodyBytes, readOrder, type WebOrder } from './read-order.ts';

const changeSchema = z.object({ change: z.enum(promptChanges), prompt: z.string() });

/** Prompts written with the help of a chat model. Nothing is drawn: that takes a request of its own. */
export function addHelperRoutes(
  app: FastifyInstance,
  options: { readonly core: Core; readonly randomId: () => string },
): void {
  const { core, randomId } = options;

  /** JSON or multipart with `image` (file, or http(s) or data URI in JSON), or `parent` or `picture`, the id of one of mine. */
  app.post('/api/describe', { bodyLimit: maxBodyBytes }, async (request): Promise<SuggestionView> => {
    offered();
    const key = requestKeyOf(request, randomId);
    const order = await readOrder(request, core.media, { needsPrompt: false });
    try {
      const source = await pictureOf(order, request.userId);
      return viewOf(await core.promptHelper.describe({ requester: requesterOf(request), key, source }));
    } finally {
      await discardAll(order.staged, core.media);
    }
  });

  /** JSON `{ change: expand | shorten | translate, prompt }`; flags in the prompt are kept as they are. */
  app.post('/api/prompt', async (request): Promise<SuggestionView> => {
    offered();
    const parsed = changeSchema.safeParse(request.body);
    if (!parsed.success) throw new HttpProblem('malformed');
    const { request: written, issues } = parseImagine(parsed.data.prompt);
    if (issues.length > 0) throw new RefusedRequest({ code: 'invalid-input', issues });
    const { prompt, ...words } = written;
    const result = await core.promptHelper.change({
      ...{ requester: requesterOf(request), key: requestKeyOf(request, randomId) },
      ...{ change: parsed.data.change, prompt: String(prompt ?? ''), words },
    });
    return viewOf(result);
  });

  function offered(): void {
    if (!core.promptHelper.isOffered) throw new RefusedRequest({ code: 'helper-off' });
  }

  async function pictureOf({ references, parentId }: WebOrder, userId: string): Promise<ImageSource> {
    const [first] = references;
    const ownId = parentId ?? (first?.kind === 'picture' ? first.id : undefined);
    if (ownId !== undefined) {
      const found = await core.pictures.mine(userId, ownId);
      const image = found && picturesOf(found.generation)[found.index];
      if (!image) throw new AppError('No such picture of this user', { code: 'not-found' });
      return { kind: 'stored', image };
    }
    if (first && first.kind !== 'picture') return first;
    throw new RefusedRequest({
      code: 'invalid-input',
      issues: [{ field: 'image', problem: 'required' }],
    });
  }
}

function viewOf(result: HelpResult): SuggestionView {
  if (result.kind === 'refused') throw new RefusedRequest(result.refusal);
  const { kind, original } = result.suggestion;
  return {
    kind,
    text: suggestionAsWritten(result.suggestion),
    ...(original === undefined ? {} : { original }),
  };
}
