import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { say } from '../say.ts';
import type { Point } from '../region/mask-map.ts';
import { type Painter, readTouch } from '../region/painter.ts';
import { useStore } from '../state/store.ts';

interface Props {
  readonly painter: Painter;
  readonly url: string;
  readonly alt: string;
  /** True while the space bar is held: dragging moves the picture. */
  readonly isMoving: () => boolean;
}

/** A wheel's notch, or a good part of a swipe on a touch pad. */
const wheelStep = 100;

/** The picture in its window, painted on by mouse, finger, pen and keyboard. */
export function RegionStage({ painter, url, alt, isMoving }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const { viewport, brush, tool, cursor } = useStore(painter.view);
  const { width, height } = painter.mask;

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => painter.resize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    // The space bar would otherwise press whatever button has the focus.
    element.focus({ preventScroll: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [painter]);

  useEffect(() => (canvas.current ? painter.show(canvas.current) : undefined), [painter]);

  useEffect(() => {
    const element = frame.current;
    // Not as a property: the browser would take it for one that never prevents the page from zooming.
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const steps = -event.deltaY / (event.deltaMode === 0 ? wheelStep : 3);
      // What a touch pad's pinch arrives as.
      if (event.ctrlKey || event.metaKey) painter.zoom(1.35 ** steps, at(event));
      else painter.growBrush(Math.max(-4, Math.min(4, steps)));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [painter]);

  /** A place within the window's border, where the picture's own places are counted from. */
  function at({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { x, y } = corner();
    return { x: clientX - x, y: clientY - y };
  }

  function onPointerDown(event: PointerEvent): void {
    event.preventDefault();
    frame.current?.focus({ preventScroll: true });
    frame.current?.setPointerCapture(event.pointerId);
    if (event.shiftKey && event.button === 0 && !painter.gestures.isBusy) painter.lineTo(at(event));
    else painter.gestures.down(readTouch(event, corner(), isMoving()));
    showRing(event);
  }

  function onPointerMove(event: PointerEvent): void {
    const passed = event.getCoalescedEvents?.() ?? [];
    const points = (passed.length > 0 ? passed : [event]).map(at);
    painter.gestures.move(readTouch(event, corner(), isMoving()), points);
    showRing(event);
  }

  function corner(): Point {
    const element = frame.current;
    if (!element) return { x: 0, y: 0 };
    const { left, top } = element.getBoundingClientRect();
    return { x: left + element.clientLeft, y: top + element.clientTop };
  }

  /** The outline of the brush under the pointer. A finger covers it, so there it is left out. */
  function showRing(event: PointerEvent): void {
    const element = ring.current;
    if (!element) return;
    const { x, y } = at(event);
    element.hidden = event.pointerType === 'touch';
    element.style.transform = `translate(${x}px, ${y}px)`;
  }

  const place = `translate(${viewport.x}px, ${viewport.y}px) scale(${viewport.scale})`;
  const outline = { width: `${brush}px`, height: `${brush}px` };
  return (
    <div
      ref={frame}
      class={`region-window region-${tool}`}
      tabIndex={0}
      role="application"
      aria-roledescription={say('region.stage-role')}
      aria-label={alt}
      aria-describedby="region-keys"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={({ pointerId }) => painter.gestures.up(pointerId)}
      onPointerCancel={({ pointerId }) => painter.gestures.cancel(pointerId)}
      onPointerLeave={() => ring.current && (ring.current.hidden = true)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div class="region-sheet" style={{ width: `${width}px`, height: `${height}px`, transform: place }}>
        <img src={url} alt="" draggable={false} />
        <canvas ref={canvas} class={viewport.scale > 4 ? 'region-tint region-pixels' : 'region-tint'} />
      </div>
      <div ref={ring} class="region-ring" hidden>
        <span style={outline} />
      </div>
      {cursor && (
        <div
          class="region-ring region-cursor"
          style={{
            transform: `translate(${viewport.x + cursor.x * viewport.scale}px, ${viewport.y + cursor.y * viewport.scale}px)`,
          }}
        >
          <span style={outline} />
        </div>
      )}
    </div>
  );
}
