import { maxPromptLength, type ImageRequest, type Variation } from './image-request.ts';

/** What a gateway is told before the words of the picture; for the model, not for people. */
const instructions: Readonly<Record<Variation, string>> = {
  subtle:
    'Make a subtle variation of this picture: keep its subject, composition, colours and style, and change only small details. It shows:',
  strong:
    'Make a strong variation of this picture: keep its subject and its idea, and change composition, viewpoint, light and details freely. It shows:',
  larger:
    'Redraw exactly this picture with more pixels: the same composition, colours, style and every detail, only finer. Change nothing else. It shows:',
};

/** The prompt as a gateway gets it: the user's words, after what is to become of the picture where that was chosen. */
export function promptOf({ prompt, variation }: Pick<ImageRequest, 'prompt' | 'variation'>): string {
  if (variation === undefined) return prompt;
  const instruction = instructions[variation];
  const room = maxPromptLength - instruction.length - 1;
  return `${instruction} ${[...prompt].slice(0, room).join('')}`;
}
