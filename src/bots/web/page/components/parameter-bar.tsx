import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConfigView } from '../../api/account-view.ts';
import { say } from '../say.ts';
// prettier-ignore
import { type ParameterName, parameterNames, parameters, usualParameters } from '../state/parameters.ts';
import { composer } from '../state/composer.ts';
import { useStore } from '../state/store.ts';
import { sayValue } from '../state/wishes.ts';
import { ParameterPanel } from './parameter-panel.tsx';
import { RatioShape } from './ratio-shape.tsx';

/** The parameters as chips; one at a time opens into its choices. */
export function ParameterBar({ config }: { config: ConfigView }) {
  const [opened, setOpened] = useState<ParameterName>();
  const usual = useStore(usualParameters);
  const { edited, references } = useStore(composer);
  const wanted = useStore(parameters);
  // What is settled about the shape is for new pictures: a picture that is changed keeps its own.
  const keepsShape = (edited !== undefined || references.length > 0) && wanted.ratio === usual.ratio;
  const chosen = keepsShape ? { ...wanted, ratio: 'auto' } : wanted;
  const bar = useRef<HTMLDivElement>(null);
  const names = parameterNames.filter((name) => name !== 'provider' || config.providers.length > 1);

  useEffect(() => {
    if (opened === undefined) return undefined;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !bar.current?.contains(target)) setOpened(undefined);
    };
    addEventListener('pointerdown', closeOutside);
    return () => removeEventListener('pointerdown', closeOutside);
  }, [opened]);

  function close(): void {
    if (opened) bar.current?.querySelector<HTMLElement>(`[data-parameter="${opened}"]`)?.focus();
    setOpened(undefined);
  }

  return (
    <div
      class="parameters"
      ref={bar}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || opened === undefined) return;
        event.stopPropagation();
        close();
      }}
    >
      {opened && <ParameterPanel name={opened} config={config} onClose={close} />}
      <div class="chips">
        {names.map((name) => (
          <button
            key={name}
            type="button"
            class={wanted[name] === usual[name] ? 'chip' : 'chip chip-chosen'}
            data-parameter={name}
            aria-expanded={opened === name}
            aria-label={`${say(`parameter.${name}`)}: ${sayValue(name, chosen[name])}`}
            onClick={() => setOpened(opened === name ? undefined : name)}
          >
            {name === 'ratio' && <RatioShape ratio={chosen.ratio} />}
            {chipText(name, chosen[name])}
          </button>
        ))}
      </div>
    </div>
  );
}

/** "Auto" alone would not say what is automatic; only the ratio has a shape beside it. */
function chipText(name: ParameterName, value: string): string {
  if (name === 'count') return `×${value}`;
  if (name === 'quality') return `${say('parameter.quality')}: ${sayValue(name, value)}`;
  return sayValue(name, value);
}
