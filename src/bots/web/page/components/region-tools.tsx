import { say } from '../say.ts';
import { brushRange, type Painter } from '../region/painter.ts';
import { useStore } from '../state/store.ts';
import { Icon, type IconName } from './icon.tsx';

/** What can be done to the region: brush and eraser, their width, steps back and forth, all at once, zoom. */
export function RegionTools({ painter }: { painter: Painter }) {
  const { tool, brush, canUndo, canRedo, share, viewport, isFitted } = useStore(painter.view);
  return (
    <div
      class="region-tools"
      role="toolbar"
      aria-label={say('region.tools')}
      onClick={({ detail, currentTarget }) => {
        // After a press of the pointer the keys belong to the picture again; `detail` is 0 for one of the keyboard.
        if (detail > 0)
          currentTarget.closest('form')?.parentElement?.querySelector<HTMLElement>('.region-window')?.focus();
      }}
    >
      <div class="region-group">
        <div class="region-switch" role="group" aria-label={say('region.tool')}>
          {(['brush', 'eraser'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={tool === one}
              title={say(`region.${one}-hint`)}
              onClick={() => painter.choose(one)}
            >
              <Icon name={one} />
              <span>{say(`region.${one}`)}</span>
            </button>
          ))}
        </div>
        <label class="region-size" title={say('region.size-hint')}>
          <span class="visually-hidden">{say('region.size')}</span>
          <span class="region-dot region-dot-small" aria-hidden="true" />
          <input
            type="range"
            {...brushRange}
            value={brush}
            aria-valuetext={say('region.size-value', { pixels: brush })}
            onInput={({ currentTarget }) => painter.setBrush(Number(currentTarget.value))}
          />
          <span class="region-dot" aria-hidden="true" />
        </label>
      </div>
      <div class="region-group">
        <Tool icon="undo" text={say('region.undo')} isDisabled={!canUndo} onPress={() => painter.undo()} />
        <Tool icon="redo" text={say('region.redo')} isDisabled={!canRedo} onPress={() => painter.redo()} />
        <Tool icon="invert" text={say('region.invert')} onPress={() => painter.invert()} />
        <Tool
          icon="trash"
          text={say('region.clear')}
          isDisabled={share === 0}
          onPress={() => painter.clear()}
        />
        <span class="region-rule" aria-hidden="true" />
        <Tool icon="zoomOut" text={say('region.zoom-out')} onPress={() => painter.zoom(1 / 1.5)} />
        <button
          type="button"
          class="region-percent"
          disabled={isFitted}
          aria-label={say('region.fit')}
          title={say('region.fit')}
          onClick={() => painter.fit()}
        >
          {say('region.percent', { percent: Math.round(viewport.scale * 100) })}
        </button>
        <Tool icon="zoomIn" text={say('region.zoom-in')} onPress={() => painter.zoom(1.5)} />
      </div>
    </div>
  );
}

interface ToolProps {
  readonly icon: IconName;
  readonly text: string;
  readonly isDisabled?: boolean;
  onPress(): void;
}

function Tool({ icon, text, isDisabled = false, onPress }: ToolProps) {
  return (
    <button
      type="button"
      class="round-button"
      disabled={isDisabled}
      aria-label={text}
      title={text}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  );
}
