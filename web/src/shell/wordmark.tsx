/** Lanes that take turns: the sign of Interleave. */
export function Sign({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 26 26" aria-hidden="true">
      <g fill="var(--il-running)">
        <rect x="1" y="2.5" width="15" height="5.4" rx="2.7" />
        <rect x="1" y="18.1" width="8" height="5.4" rx="2.7" />
      </g>
      <g fill="var(--il-request)">
        <rect x="8.5" y="10.3" width="16.5" height="5.4" rx="2.7" />
        <rect x="19" y="2.5" width="6" height="5.4" rx="2.7" />
      </g>
      <rect x="12" y="18.1" width="13" height="5.4" rx="2.7" fill="var(--il-sleeping)" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10 }}>
      <Sign />
      <span style={{ fontSize: '1.125rem', fontWeight: 680, letterSpacing: '-0.02em' }}>interleave</span>
    </span>
  );
}
