// A data set that one process has read and checked, in memory that other
// processes can have too.
#pragma once

#include "nets/dataset.h"

// A copy of the data set, as a descriptor of a file in memory, which is gone
// when nobody has it open or mapped any more. -1 where that is not possible.
int shared_data_new(const Dataset *dataset);

// The data set behind such a descriptor, mapped and not to be written.
bool shared_data_open(int descriptor, Dataset *dataset, Error *err);
