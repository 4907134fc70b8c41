#include "harness/gnuplot_inside.h"

#include "nets/base/memory.h"
#include "nets/cpu.h"

#include <pthread.h>
#include <stdlib.h>

enum { PROCESSES_MIN = 2, PROCESSES_MAX = 8 };

struct Drawing {
    Picture *pictures;
    double seconds;  // for each thread's processes
    pthread_t threads[PROCESSES_MAX];
    int thread_count;

    pthread_mutex_t mutex;  // of what follows
    pthread_cond_t more;
    size_t ready;
    size_t taken;
    bool complete;
};

// How many pictures from the first on have its data.
static size_t count_alike(const Picture *pictures, size_t count)
{
    size_t alike = count > 0;

    while (alike < count && pictures[alike].data == pictures[0].data)
        alike++;
    return alike;
}

// Waits for a figure; returns its pictures and how many they are, 0 at the end.
static Picture *take(Drawing *drawing, size_t *count)
{
    Picture *next;

    (void)pthread_mutex_lock(&drawing->mutex);
    while (!drawing->complete && drawing->taken == drawing->ready)
        (void)pthread_cond_wait(&drawing->more, &drawing->mutex);
    next = drawing->pictures + drawing->taken;
    *count = count_alike(next, drawing->ready - drawing->taken);
    drawing->taken += *count;
    (void)pthread_mutex_unlock(&drawing->mutex);
    return next;
}

// gnuplot's terminals keep some of their state from one figure to the next, so
// each has a process of its own.
static void *draw_figures(void *argument)
{
    Drawing *drawing = argument;
    Allowance allowance = {drawing->seconds, drawing->seconds};
    Picture *pictures;
    size_t count;

    while ((pictures = take(drawing, &count)), count > 0)
        gnuplot_run(pictures, count, &allowance);
    return NULL;
}

// A process for each core.
static int processes(void)
{
    int cores = cpu_cores();

    return cores < PROCESSES_MIN   ? PROCESSES_MIN
           : cores > PROCESSES_MAX ? PROCESSES_MAX
                                   : cores;
}

Drawing *gnuplot_begin(Picture *pictures, double seconds)
{
    Drawing *drawing = memory_new(1, sizeof *drawing);
    int wanted = processes();

    drawing->pictures = pictures;
    drawing->seconds = seconds;
    (void)pthread_mutex_init(&drawing->mutex, NULL);
    (void)pthread_cond_init(&drawing->more, NULL);
    while (drawing->thread_count < wanted
           && pthread_create(&drawing->threads[drawing->thread_count], NULL,
                             draw_figures, drawing)
                  == 0)
        drawing->thread_count++;
    return drawing;
}

static void tell(Drawing *drawing, size_t ready, bool complete)
{
    (void)pthread_mutex_lock(&drawing->mutex);
    drawing->ready = ready;
    drawing->complete = complete;
    (void)pthread_cond_broadcast(&drawing->more);
    (void)pthread_mutex_unlock(&drawing->mutex);
}

void gnuplot_ready(Drawing *drawing, size_t count)
{
    tell(drawing, count, false);
}

void gnuplot_end(Drawing *drawing)
{
    tell(drawing, drawing->ready, true);
    // Where no thread could be started, this one draws all.
    if (drawing->thread_count == 0)
        (void)draw_figures(drawing);
    for (int i = 0; i < drawing->thread_count; i++)
        (void)pthread_join(drawing->threads[i], NULL);
    (void)pthread_cond_destroy(&drawing->more);
    (void)pthread_mutex_destroy(&drawing->mutex);
    free(drawing);
}

void gnuplot_draw(Picture *pictures, size_t count, double seconds)
{
    Drawing *drawing = gnuplot_begin(pictures, seconds);

    gnuplot_ready(drawing, count);
    gnuplot_end(drawing);
}
