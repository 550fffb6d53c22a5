import { ActionIcon } from '@mantine/core';
import { IconArrowsHorizontal, IconFocusCentered, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { Comparison } from './story.ts';
import classes from './timeline.module.css';
import type { Zoom } from './use-zoom.ts';

const step = 2;
/** Of the run; a part that is larger needs no button to find it. */
const smallPart = 0.45;

interface Props {
  zoom: Zoom;
  comparison: Comparison | null;
  elapsedMs: number;
}

export function ZoomButtons({ zoom, comparison, elapsedMs }: Props) {
  const { canZoomIn, canZoomOut } = zoom;
  const part = comparison && comparison.measure.elapsedMs < elapsedMs * smallPart ? comparison : null;
  return (
    <div className={classes.zoom}>
      {part && (
        <ZoomButton
          label={`Zoom to the ${part.what}`}
          Icon={IconFocusCentered}
          isOn
          onClick={() => zoom.to(part.measure)}
        />
      )}
      <ZoomButton
        label="Zoom out"
        title="Zoom out (−)"
        Icon={IconZoomOut}
        isOn={canZoomOut}
        onClick={() => zoom.by(1 / step)}
      />
      <ZoomButton
        label="Zoom in"
        title="Zoom in (+, or Ctrl and wheel)"
        Icon={IconZoomIn}
        isOn={canZoomIn}
        onClick={() => zoom.by(step)}
      />
      <ZoomButton
        label="Show the whole run"
        title="Show the whole run (0)"
        Icon={IconArrowsHorizontal}
        isOn={canZoomOut}
        onClick={zoom.fit}
      />
    </div>
  );
}

interface ButtonProps {
  label: string;
  title?: string;
  Icon: typeof IconZoomIn;
  isOn: boolean;
  onClick: () => void;
}

function ZoomButton({ label, title = label, Icon, isOn, onClick }: ButtonProps) {
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={title}
      disabled={!isOn}
      onClick={onClick}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}
