import type { GenerationView } from '../../api/generation-view.ts';
import { generationEntry } from './chat.ts';
import { chat } from './chat-actions.ts';
import { putBack } from './composer.ts';
import { defaultParameters, type ParameterName, parameterNames } from './parameters.ts';
import { randomKey } from './random-key.ts';

/** Whether everything that was asked can be put into the composer again: uploads are not in the browser any more. */
export function canReword({ parent, references, mask }: GenerationView): boolean {
  return mask === undefined && references.length === (parent ? 1 : 0);
}

/** Puts a request that came to nothing back into the composer, to be said in other words. */
export function reword({ request, parent }: GenerationView): void {
  const edited = parent && generationEntry(chat.get(), parent.generationId)?.view;
  const image = edited?.images.find(({ index }) => index === (parent?.index ?? 0));
  const chosen = parameterNames.flatMap((name): [ParameterName, string][] => {
    const value = (request as Partial<Record<ParameterName, string | number>>)[name];
    return value === undefined ? [] : [[name, value.toString()]];
  });
  putBack({
    key: randomKey(),
    text: request.spoiler ? `${request.prompt} --spoiler` : request.prompt,
    parameters: { ...defaultParameters, ...Object.fromEntries(chosen) },
    references: [],
    ...(edited && image ? { edited: { image, prompt: edited.request.prompt } } : {}),
  });
}
