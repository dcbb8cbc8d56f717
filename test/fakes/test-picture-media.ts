import type { MediaStore } from '../../src/media/create-media.ts';
import { testPictureScheme } from './scripted-provider.ts';
import { tinyPicture } from './tiny-picture.ts';

/** What the next fetches of one picture come to: an error each, then the picture. */
export type FetchFailures = Map<string, Error[]>;

/**
 * A real media store that also knows the pictures of `ScriptedProvider`, without a network. `failures` are thrown by
 * fetches: under a picture's name (or `*` for any).
 */
export function withTestPictures(media: MediaStore, failures: FetchFailures = new Map()): MediaStore {
  return {
    ...media,
    async importResult(source, options) {
      if (source.kind !== 'url' || !source.url.startsWith(testPictureScheme)) {
        return media.importResult(source, options);
      }
      const name = source.url.slice(testPictureScheme.length);
      const failure = (failures.get(name) ?? failures.get('*'))?.shift();
      if (failure) throw failure;
      const image = await media.stage(tinyPicture(name));
      return media.importResult({ kind: 'staged', image }, options);
    },
  };
}
