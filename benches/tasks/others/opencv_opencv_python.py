"""The task of opencv by opencv-python, whose matrices are NumPy's arrays."""

import cv2 as cv
import numpy

image = numpy.zeros((64, 64), dtype=numpy.uint8)
image[16:40, 10:50] = 200
blurred = cv.GaussianBlur(image, (5, 5), 1.0)
_, binary = cv.threshold(blurred, 100, 255, cv.THRESH_BINARY)
contours, _ = cv.findContours(binary, cv.RETR_EXTERNAL, cv.CHAIN_APPROX_SIMPLE)
x, y, width, height = cv.boundingRect(contours[0])
count, area = cv.countNonZero(binary), cv.contourArea(contours[0])
print("n %d nz %d rect %d %d %d %d area %.1f" % (len(contours), count, x, y, width, height, area))
print("mean %.4f px %d" % (cv.mean(blurred)[0], blurred[16, 10]))
a, b = numpy.array([[2.0, 1.0], [1.0, 3.0]]), numpy.array([[3.0], [5.0]])
_, x = cv.solve(a, b)
print("x %.4f %.4f det %.1f" % (x[0, 0], x[1, 0], cv.determinant(a)))
moments = cv.moments(binary, True)
print("c %.3f %.3f" % (moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]))
try:
    cv.GaussianBlur(numpy.zeros((0, 0), dtype=numpy.uint8), (2, 2), 0)
except cv.error as error:
    print("exc %d" % error.code)
