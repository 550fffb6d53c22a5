import asyncio

async def task(name):
    print(f"{name} started")
    await asyncio.sleep(2)  # Simulate an I/O operation with a delay
    print(f"{name} completed")

async def main():
    # Run tasks concurrently
    await asyncio.gather(
        task("Task 1"),
        task("Task 2")
    )

# Running the event loop
asyncio.run(main())
