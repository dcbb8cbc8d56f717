import { AppError } from '../../../core/errors.ts';
import { maxPromptLength } from '../../../core/generation/image-request.ts';
import type { Media } from '../../../core/ports/media.ts';
import type { RegionSession } from '../../../core/ports/regions.ts';

/** What the painter's page needs to know. */
export interface RegionView {
  readonly picture: { readonly url: string; readonly width: number; readonly height: number };
  /** Words that stand in the page already. */
  readonly prompt: string;
  readonly maxPromptLength: number;
  readonly expiresAt: number;
}

/** @throws AppError `media-not-found` for a picture that is no longer kept */
export async function viewRegion(session: RegionSession, media: Media): Promise<RegionView> {
  const [picture] = session.references;
  if (!picture || !(await media.exists(picture))) {
    throw new AppError('The picture is no longer kept', { code: 'media-not-found' });
  }
  const { prompt } = session.request;
  return {
    picture: {
      url: media.signedPath(picture, session.expiresAt),
      width: picture.width,
      height: picture.height,
    },
    prompt: typeof prompt === 'string' ? prompt : '',
    maxPromptLength,
    expiresAt: session.expiresAt,
  };
}
