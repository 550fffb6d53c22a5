# expect: exited
# exit: 0
# stdout: [1, 2] 2.0
# stdout: b'done\n' 0 3.0
# stdout: signal 4.0
# stdout: killed -9 4.5
import asyncio
import os
import signal
import sys
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


def block(seconds):
    time.sleep(seconds)
    return seconds


async def main():
    print(await asyncio.gather(asyncio.to_thread(block, 1), asyncio.to_thread(block, 2)), now())
    process = await asyncio.create_subprocess_exec("sh", "-c", "sleep 1; echo done", stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    print(output, process.returncode, now())
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, heard.set)
    loop.call_later(1, os.kill, os.getpid(), signal.SIGUSR1)
    await heard.wait()
    print("signal", now())
    process = await asyncio.create_subprocess_exec("sleep", "100")
    await asyncio.sleep(0.5)
    process.kill()
    print("killed", await process.wait(), now())


asyncio.run(main())
