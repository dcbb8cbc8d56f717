import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ConfigView, ProviderView } from '../../api/account-view.ts';
import { say, sayMoney } from '../say.ts';
import { choicesOf, type ParameterName, parameters, usualParameters } from '../state/parameters.ts';
import { useStore } from '../state/store.ts';
import { sayValue } from '../state/wishes.ts';
import { Icon } from './icon.tsx';
import { RatioShape } from './ratio-shape.tsx';

interface Props {
  readonly name: ParameterName;
  readonly config: ConfigView;
  onClose(): void;
}

/** The choices of one parameter, as radio buttons: arrows choose, Enter and Escape close. */
export function ParameterPanel({ name, config, onClose }: Props) {
  const chosen = useStore(parameters);
  const panel = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => panel.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), [name]);

  const choose = (value: string) => parameters.update((current) => ({ ...current, [name]: value }));
  return (
    <fieldset class={`panel panel-${name}`} ref={panel} onKeyDown={({ key }) => key === 'Enter' && onClose()}>
      <legend>{say(`parameter.${name}`)}</legend>
      <div class="panel-buttons">
        <button type="button" class="text-button" onClick={() => parameters.set(usualParameters.get())}>
          {say('parameter.reset')}
        </button>
        <button type="button" class="round-button" aria-label={say('parameter.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="choices">
        {choicesOf(name, config).map((value) => (
          <label class="choice" key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen[name] === value}
              onChange={() => choose(value)}
            />
            <span>
              {name === 'ratio' && <RatioShape ratio={value} />}
              {sayValue(name, value)}
              {name === 'preset' && (
                <small>{config.presets.find((preset) => preset.name === value)?.about}</small>
              )}
              {name === 'provider' && (
                <ProviderDetail provider={config.providers.find(({ id }) => id === value)} />
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ProviderDetail({ provider }: { provider: ProviderView | undefined }) {
  if (!provider) return null;
  return <small>{provider.state === 'ok' ? priceText(provider) : say('provider.away')}</small>;
}

function priceText({ usdPerImage }: ProviderView): string {
  if (usdPerImage === undefined) return say('provider.price-unknown');
  return usdPerImage === 0 ? say('provider.free') : say('provider.price', { price: sayMoney(usdPerImage) });
}
