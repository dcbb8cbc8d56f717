import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say } from '../say.ts';
import { Painter } from '../region/painter.ts';
import { pressKey } from '../region/painter-keys.ts';
import { announce } from '../state/announcer.ts';
import type { Region } from '../state/chat.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './icon.tsx';
import { RegionStage } from './region-stage.tsx';
import { RegionTools } from './region-tools.tsx';

/** What was painted and what is to become of it. */
export interface RegionChoice {
  readonly prompt: string;
  readonly region: Region;
}

interface Props {
  /** The picture, as the browser can show it. */
  readonly url: string;
  readonly alt: string;
  readonly prompt?: string;
  /** What was painted on this picture before; see `Painter.mask`. */
  readonly earlier?: Uint8Array | undefined;
  readonly isBusy?: boolean;
  /** Why it could not be sent. */
  readonly problem?: string | undefined;
  readonly maxPromptLength: number;
  onSend(choice: RegionChoice): void;
  /** Told on every step; what was painted is lost with the editor otherwise. */
  onPainted?(pixels: Uint8Array): void;
  /** Offered beside Send; given the same, but words may be missing. */
  readonly keep?: { readonly text: string; onPress(choice: RegionChoice): void };
}

/** Paints over the part of a picture that is to change, and says how. */
export function RegionEditor(props: Props) {
  const { url, alt, earlier } = props;
  const [painter, setPainter] = useState<Painter | 'broken'>();

  useEffect(() => {
    let isWanted = true;
    const picture = new Image();
    picture.src = url;
    picture.decode().then(
      () => {
        const { naturalWidth: width, naturalHeight: height } = picture;
        if (isWanted) setPainter(width > 0 ? new Painter({ width, height }, earlier) : 'broken');
      },
      () => isWanted && setPainter('broken'),
    );
    return () => {
      isWanted = false;
    };
  }, [url]);

  if (painter === 'broken') return <p class="region-message">{say('region.broken')}</p>;
  if (!painter) return <p class="region-message">{say('region.loading', { name: alt })}</p>;
  return <Ready {...props} painter={painter} />;
}

function Ready(props: Props & { readonly painter: Painter }) {
  const { painter, url, alt, isBusy = false, maxPromptLength, keep, onSend, onPainted } = props;
  const { share } = useStore(painter.view);
  const [prompt, setPrompt] = useState(props.prompt ?? '');
  const [complaint, setComplaint] = useState<string>();
  const isSpaceHeld = useKeys(painter);
  const problem = complaint ?? props.problem;

  useEffect(() => onPainted?.(painter.mask.pixels), [share]);
  useEffect(() => setComplaint(undefined), [share > 0, prompt]);

  async function hand(to: (choice: RegionChoice) => void, areWordsNeeded: boolean): Promise<void> {
    const words = prompt.trim();
    const length = [...words].length;
    const wrong =
      painter.mask.count() === 0
        ? say('region.nothing-painted')
        : areWordsNeeded && words === ''
          ? say('region.no-words')
          : length > maxPromptLength
            ? say('composer.too-long', { length, max: maxPromptLength })
            : undefined;
    if (wrong !== undefined) return setComplaint(wrong);
    const mask = await painter.export().catch(() => undefined);
    if (mask) to({ prompt: words, region: { mask, share } });
    else setComplaint(say('region.old-browser'));
  }

  return (
    <>
      <RegionStage painter={painter} url={url} alt={alt} isMoving={isSpaceHeld} />
      <p id="region-keys" class="visually-hidden">
        {say('region.keys')}
      </p>
      <form
        class="region-panel"
        onSubmit={(event) => {
          event.preventDefault();
          void hand(onSend, true);
        }}
      >
        <RegionTools painter={painter} />
        <div class="composer-row region-row">
          <Words
            value={prompt}
            onChange={setPrompt}
            onSend={() => void hand(onSend, true)}
            hasProblem={problem !== undefined}
          />
          {keep && (
            <button
              type="button"
              class="region-keep"
              disabled={isBusy}
              onClick={() => void hand(keep.onPress, false)}
            >
              {keep.text}
            </button>
          )}
          <button
            type="submit"
            class="send"
            disabled={isBusy}
            aria-label={say('composer.send')}
            title={say('composer.send')}
          >
            <Icon name="send" />
          </button>
        </div>
        <p id="region-problem" class="problem" role="alert">
          {problem}
        </p>
        <p class="region-share" hidden={problem !== undefined}>
          {share > 0 ? say('region.share', { percent: percentOf(share) }) : say('region.hint')}
        </p>
      </form>
    </>
  );
}

/** Whole percent, but never "nothing" for something, nor "all" for less. */
export function percentOf(share: number): number {
  return share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.round(share * 100))) : share * 100;
}

interface WordsProps {
  readonly value: string;
  readonly hasProblem: boolean;
  onChange(text: string): void;
  onSend(): void;
}

function Words({ value, hasProblem, onChange, onSend }: WordsProps): ComponentChildren {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [value]);
  return (
    <textarea
      ref={box}
      id="region-prompt"
      class="prompt"
      rows={1}
      dir="auto"
      value={value}
      placeholder={say('region.placeholder')}
      aria-label={say('region.prompt')}
      aria-describedby="region-problem"
      aria-invalid={hasProblem}
      enterkeyhint="send"
      autocomplete="off"
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        onSend();
      }}
    />
  );
}

/** Listens to the painter's keys while nobody writes. The result tells whether the space bar is held. */
function useKeys(painter: Painter): () => boolean {
  const isHeld = useRef(false);
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.matches('textarea, input:not([type="range"])')) return;
      const isStage = target?.matches('.region-window') ?? false;
      if (event.key === ' ' && !target?.matches('button')) {
        isHeld.current = true;
        event.preventDefault();
        return;
      }
      const { isPenDown } = painter.view.get();
      if (!pressKey(event, painter, isStage)) return;
      event.preventDefault();
      event.stopPropagation();
      const now = painter.view.get().isPenDown;
      if (now !== isPenDown) announce(say(now ? 'region.pen-down' : 'region.pen-up'));
    };
    const up = ({ key }: KeyboardEvent) => {
      if (key === ' ') isHeld.current = false;
    };
    const leave = () => {
      isHeld.current = false;
    };
    // Before a dialog closes on Escape.
    addEventListener('keydown', down, { capture: true });
    addEventListener('keyup', up);
    addEventListener('blur', leave);
    return () => {
      removeEventListener('keydown', down, { capture: true });
      removeEventListener('keyup', up);
      removeEventListener('blur', leave);
    };
  }, [painter]);
  return () => isHeld.current;
}
