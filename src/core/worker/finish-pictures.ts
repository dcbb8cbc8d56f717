import { AppError } from '../errors.ts';
import { costReported, picturesStored } from '../generation/attempt-transitions.ts';
import { partFailed } from '../generation/ending-transitions.ts';
import { stillDeleted } from '../generation/deletion-transitions.ts';
import type { NewImage } from '../generation/generation.ts';
import type { PixelSize } from '../generation/image-request.ts';
import type { ResultImage } from '../ports/image-provider.ts';
import { persist } from './persist.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Finished {
  readonly generationId: string;
  readonly attemptId: string;
  readonly results: readonly ResultImage[];
  /** What was promised where the gateway draws smaller. */
  readonly upscaleTo: PixelSize | undefined;
  readonly costMicroUsd?: number | undefined;
  readonly revisedPrompt?: string | undefined;
  /** A later try is welcome even when only some of the pictures cannot be had yet. */
  readonly patient?: boolean;
}

/**
 * Fetches and keeps the pictures of an attempt, and captures them. Pictures that cannot be had are paid but unusable:
 * released for the user, written off for the owner.
 *
 * @throws the failure of a picture that a later try may bring, when there is none yet or the caller is patient
 */
export async function finishPictures(context: WorkerContext, finished: Finished): Promise<void> {
  const { store, logger, now } = context;
  const { generationId, attemptId, results, costMicroUsd } = finished;
  const kept = await Promise.allSettled(results.map((result) => keepPicture(context, finished, result)));
  const images = kept.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = kept.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  for (const error of failures)
    logger.warn({ generationId, attemptId, error }, 'A picture could not be kept');
  const passing = failures.find((error) => !(error instanceof AppError) || error.retryable);
  if (passing !== undefined && (images.length === 0 || finished.patient)) throw passing;
  await persist(context, () =>
    store.transition(generationId, (current) => {
      const reported = costReported(current, attemptId, costMicroUsd);
      const next =
        images.length > 0
          ? picturesStored(reported, attemptId, images, now(), results.length)
          : partFailed(reported, attemptId, { code: 'result-unusable' }, now());
      return next && { next: stillDeleted(next, now()) };
    }),
  );
}

async function keepPicture(
  context: WorkerContext,
  finished: Finished,
  result: ResultImage,
): Promise<NewImage> {
  const { media, store, logger } = context;
  const source =
    result.kind === 'remote'
      ? ({ kind: 'url', url: result.url } as const)
      : ({ kind: 'staged', image: result.image } as const);
  const original = await media.importResult(source);
  await persist(context, () => store.holdMedia([original.sha256]));
  const wanted = finished.upscaleTo && within(finished.upscaleTo, original);
  const enlarged =
    wanted &&
    (await media.upscale(original, wanted).catch((error: unknown) => {
      // Smaller than promised is better than lost.
      logger.warn({ generationId: finished.generationId, error }, 'A picture could not be enlarged');
      return undefined;
    }));
  return {
    ...(enlarged ?? original),
    ...(finished.revisedPrompt ? { revisedPrompt: finished.revisedPrompt } : {}),
    ...(enlarged ? { upscaledFrom: { width: original.width, height: original.height } } : {}),
  };
}

/** The largest size of the picture's own shape inside the wanted one; undefined when that would not enlarge it. */
function within(wanted: PixelSize, own: PixelSize): PixelSize | undefined {
  const scale = Math.min(wanted.width / own.width, wanted.height / own.height);
  if (scale <= 1) return undefined;
  // A gateway's rounding of the ratio (1672 × 941 for 16:9) is no other shape: then the wanted pixels are met exactly.
  if (Math.abs(Math.log(wanted.width / wanted.height / (own.width / own.height))) < 0.02) return wanted;
  return { width: Math.round(own.width * scale), height: Math.round(own.height * scale) };
}
