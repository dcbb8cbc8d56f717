const paths = {
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V6M6 11.5 12 5.500l6 6',
  close: 'M6 6l12 12M18 6 6 18',
  edit: 'M4 20l1-4.500L16.500 4a2.100 2.100 0 0 1 3 3L8.500 19 4 20zM14.500 6l3.500 3.500',
  again: 'M19.500 12a7.500 7.500 0 1 1-2.300-5.400M19.500 3.500v4h-4',
  download: 'M12 4v11M7 10.500l5 5 5-5M5 20h14',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9h.01',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  down: 'M12 5v13M6 12.500l6 6 6-6',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z',
  halfMoon: 'M12 3.500a8.500 8.500 0 1 0 0 17zM12 3.500a8.500 8.500 0 0 1 0 17',
  warning:
    'M12 8v5M12 16.500h.01M10.600 4.600 3.200 17.500A1.600 1.600 0 0 0 4.600 20h14.800a1.600 1.600 0 0 0 .8-2.500L13.400 4.600a1.600 1.600 0 0 0-2.800 0z',
} as const;

export type IconName = keyof typeof paths;

/** A drawn sign; what it means is said by the control around it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
