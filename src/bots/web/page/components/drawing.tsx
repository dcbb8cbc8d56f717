import type { GenerationView } from '../../api/generation-view.ts';
import { say, sayDuration, sayMoney } from '../say.ts';
import { useNow } from '../state/use-now.ts';
import { providerTitle } from '../state/config.ts';
import { Frame } from './frame.tsx';

interface Props {
  readonly view: GenerationView;
  readonly preview?: string | undefined;
}

/** A generation that is under way: the empty frame, what can be seen of the picture already, and how it stands. */
export function Drawing({ view, preview }: Props) {
  const now = useNow(true);
  const { width = 1, height = 1 } = view.applied ?? {};
  const elapsed = say('stage.elapsed', { duration: sayDuration(now - view.createdAt) });
  const details = [stageText(view), elapsed, expectedText(view, now)].filter((text) => text !== '');
  return (
    <div class="drawing">
      <Frame width={width} height={height}>
        <div class="canvas" data-stage={view.stage}>
          {preview !== undefined && (
            <img
              class={view.request.spoiler ? 'preview covered' : 'preview'}
              src={preview}
              alt={say('picture.preview')}
            />
          )}
          {view.progress !== undefined && (
            <progress class="progress" max={100} value={view.progress} aria-label={stageText(view)} />
          )}
        </div>
      </Frame>
      <p class="stage">
        <span class="pulse" aria-hidden="true" />
        {details.join(' · ')}
      </p>
    </div>
  );
}

/** By when it is usually done; when it is given up, for what takes longer. */
function expectedText({ stage, expectedAt, deadlineAt }: GenerationView, now: number): string {
  if (expectedAt === undefined || stage === 'collecting') return '';
  if (stage === 'waiting' && expectedAt <= now) return '';
  if (now < expectedAt) return say('stage.expected', { duration: sayDuration(expectedAt - now) });
  if (deadlineAt === undefined || deadlineAt <= now) return say('stage.longer');
  return say('stage.longer-until', { duration: sayDuration(deadlineAt - now) });
}

function stageText({ stage = 'waiting', position, progress, provider, confirm }: GenerationView): string {
  if (confirm) {
    return say('stage.confirming', { price: sayMoney(confirm.usd), assumed: confirm.assumed ? 'yes' : 'no' });
  }
  const text = say(`stage.${stage}`, { provider: providerTitle(provider) });
  if (stage === 'waiting' && position !== undefined)
    return `${text} · ${say('stage.position', { position })}`;
  if (stage === 'drawing' && progress !== undefined)
    return `${text} · ${say('stage.percent', { percent: progress })}`;
  return text;
}
