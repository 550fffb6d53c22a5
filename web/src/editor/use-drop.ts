import { type RefObject, useEffect, useRef, useState } from 'react';

/** Files dropped on an element. True while some are held over it. */
export function useDrop(place: RefObject<HTMLElement | null>, onFiles: (files: File[]) => unknown): boolean {
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!element.contains(event.relatedTarget as Node | null)) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setIsOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    // Before CodeMirror, which would insert the text of a dropped file at the cursor.
    element.addEventListener('dragover', onOver, true);
    element.addEventListener('dragleave', onLeave);
    element.addEventListener('drop', onDrop, true);
    return () => {
      element.removeEventListener('dragover', onOver, true);
      element.removeEventListener('dragleave', onLeave);
      element.removeEventListener('drop', onDrop, true);
    };
  }, [place]);
  return isOver;
}
