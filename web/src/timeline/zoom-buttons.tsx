import { ActionIcon } from '@mantine/core';
import { IconArrowsHorizontal, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import classes from './timeline.module.css';
import type { Zoom } from './use-zoom.ts';

const step = 2;

export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const common = { variant: 'default', size: 34 } as const;
  return (
    <div className={classes.zoom}>
      <ActionIcon
        {...common}
        aria-label="Zoom out"
        title="Zoom out (−)"
        disabled={!zoom.canZoomOut}
        onClick={() => zoom.by(1 / step)}
      >
        <IconZoomOut size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...common}
        aria-label="Zoom in"
        title="Zoom in (+, or Ctrl and wheel)"
        disabled={!zoom.canZoomIn}
        onClick={() => zoom.by(step)}
      >
        <IconZoomIn size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...common}
        aria-label="Show the whole run"
        title="Show the whole run (0)"
        disabled={!zoom.canZoomOut}
        onClick={zoom.fit}
      >
        <IconArrowsHorizontal size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
